# Machine translation: not yet read by a person who speaks it.
language-name = Polski
app-name = Newleaf
help-now = Pomoc teraz
back = Wróć
close = Zamknij
cancel = Anuluj
later = Później
yes = Tak
no = Nie
continue = Dalej
try-again = Spróbuj ponownie
language = Język
language-absent = Tych słów nie ma jeszcze na tym telefonie. Przyjdą, gdy będzie zasięg.
tabs-label = Nawigacja
tab-today = Dziś
tab-tree = Moje drzewo
tab-journal = Dziennik
tab-more = Więcej
read-this = Przeczytaj mi to
read-to-me = Czytaj mi
undo = Cofnij

## Start
start-hello = Cześć.
start-now = Możesz zacząć od razu.
start-no-forms = Bez formularzy. Nikt nie sprawdza.
start = Zacznij
start-have-words = Mam swoje 12 słów
start-join = Dodaj do telefonu, którego już używam
start-free = Za darmo. Mała. Działa bez zasięgu.
start-locked = To, co piszesz, jest zamknięte na tym telefonie.
start-failed = Nie udało się. Zamknij kilka rzeczy i spróbuj ponownie.

## Today
question = Co dziś u ciebie było?
question-yesterday = Co wczoraj u ciebie było?
today = Dziś
yesterday = Wczoraj
which-day = Który dzień
day-label = Co było tego dnia
list-today = Twój dzisiejszy dzień
list-yesterday = Twój wczorajszy dzień
day-open = Nic do dodania? W porządku.
tile-got-up = Wstanie z łóżka
tile-got-through = Przetrwany dzień
tile-went-out = Wyjście z domu
tile-saw-someone = Spotkanie lub rozmowa
tile-helped = Pomoc komuś
tile-worked = Wolontariat lub praca
tile-learned = Nauka czegoś nowego
tile-moved = Ruch
tile-made = Tworzenie czegoś
tile-looked-after = Dbanie o dom, siebie, jedzenie
tile-sorted = Załatwiona sprawa
tile-rested = Odpoczynek
tile-something-else = Coś innego
tile-wrote = Zapisana strona
something-else = Coś innego
kind-1 = To się liczy.
kind-2 = Miło, że się odzywasz.
kind-3 = Nowy liść.
kind-4 = Jest na twoim drzewie.
kind-5 = Tak. To się liczy.
kind-6 = Zapisane i zachowane.
saved-here = Zapisane na tym telefonie
taken-back = Wycofane.
moved = Przeniesione.
add-words = Dodaj kilka słów
add-words-short = Dodaj słowa
change-words = Zmień słowa
your-words = Twoje słowa
words-empty = Najpierw wpisz słowo lub dwa albo zamknij.
which-branch = Na którą gałąź?
keep-it = Zachowaj
only-you = Tylko ty możesz to przeczytać.
change = Zmień
move-to-yesterday = To było wczoraj
move-to-today = To było dziś
take-back = Wycofaj
again = Jeszcze raz
again-title = { $what }: jeszcze raz czy wycofać?
leave-it = Zostaw tak, jak jest


keeping-phone = Zapisane na tym telefonie
keeping-sending = Zapisane na tym telefonie. Wyśle się samo.
keeping-waiting = Zapisane na tym telefonie. Czeka na zasięg. Wyśle się samo.
keeping-everywhere = Zapisane tutaj i zapieczętowane na serwerze
keeping-server-full = Zapisane na tym telefonie; serwer jest pełny
keeping-phone-full = Ten telefon jest pełny. Jeszcze nie zapisano.
keeping-alarm = Zapisane na tym telefonie. Nie wysłano: zobacz wyżej.
phone-full-what = Twoje słowa tu zostają. Zwolnij trochę miejsca i spróbuj ponownie.

## The card
your-12-words = Twoje 12 słów
your-12-words-row = Telefon zgubiony? One przywrócą twoje drzewo.
card-why = Telefon zgubiony? Te słowa przywrócą twoje drzewo.
card-paper = Trzymaj je na papierze.
card-name = Nasiona twojego drzewa
card-anyone = Każdy, kto je ma, może je otworzyć
card-unseen = My nie widzimy tych słów.
card-unsent = Dlatego nie możemy ich wysłać, jeśli się zgubią.
card-made = Twoja karta jest gotowa.
print = Drukuj
written-down = Zapisane na papierze
check-two = Wpisz dwa z nich ze swojej karty.
check = Sprawdź
check-other = Słowo { $number } jest na karcie inne. Spójrz jeszcze raz.
look-again = Spójrz jeszcze raz

## Coming back with the words
words-type = Wpisz swoje słowa po kolei.
words-paste = Możesz też wkleić wszystkie w pierwsze pole.
words-looking = Szukamy twojego drzewa.
word-number = Słowo { $number }
bring-back = Przywróć moje drzewo
recover-empty = Słowo { $number } jest jeszcze puste.
recover-word = Słowa { $number } nie ma wśród naszych słów. Czy pisownia jest jak na karcie?
recover-checksum = To wszystko nasze słowa, ale nie razem. Może jedno jest inne albo dwa zamienione.
recover-no-match = Te słowa nie otwierają jeszcze żadnego drzewa. Czy to właściwa karta?
recover-no-network = Brak zasięgu. Twoje słowa tu zostają. Spróbuj, gdy zasięg wróci.
recover-not-genuine = Odpowiedź serwera nie była prawdziwa, więc jej nie użyliśmy.

## Another phone
add-phone = Dodaj kolejny telefon
add-phone-row = To samo drzewo na obu
add-step-1 = Otwórz Newleaf na nowym telefonie.
add-step-2 = Dotknij tam „Dodaj do telefonu, którego już używam”.
add-step-3 = Pokaże się obrazek i kod.
scan = Zeskanuj obrazek
code-label = Albo wpisz kod
code-hint = 20 liter i cyfr. Wielkość liter i kreski nie mają znaczenia.
code-empty = Wpisz kod, który pokazuje nowy telefon.
camera-refused = Aparat jest wyłączony dla tej aplikacji. Możesz wpisać kod.
camera-label = Co widzi aparat
camera-hint = Trzymaj obrazek w kadrze. Nic się nie nagrywa.
camera-stop = Wyłącz aparat
add-looking = Szukamy nowego telefonu.
add-same-digits = Oba telefony powinny pokazywać te cyfry.
add-in-hand = Czy masz teraz ten telefon w ręce?
add-what-it-sees = Będzie można na nim przeczytać całe twoje drzewo.
add-done = Gotowe. Na obu telefonach rośnie teraz to samo drzewo.
to-today = Przejdź do Dziś
join-title = Dodaj ten telefon
join-making = Tworzymy kod.
join-step-1 = Weź telefon, którego już używasz.
join-step-2 = Otwórz tam Więcej, potem „Dodaj kolejny telefon”.
join-step-3 = Zeskanuj ten obrazek albo wpisz kod.
join-picture = Kod jako obrazek, dla aparatu drugiego telefonu
join-or-type = Albo wpisz ten kod:
join-secret = Nie pokazuj go nikomu innemu.
join-new-code = Utwórz nowy kod
join-done = Twoje drzewo jest już na tym telefonie.
link-digits = Cyfry do sprawdzenia
link-fetching = Twoje drzewo jest w drodze.
link-no-network = Brak zasięgu. Oba telefony potrzebują go na chwilę.
link-expired = Ten kod już nie działa. Kody działają 10 minut.
link-wrong-code = Żaden telefon nie pokazuje tego kodu. Sprawdź go i spróbuj ponownie.
link-not-genuine = To nie było prawdziwe, więc nic nie zostało dodane.

## Safe and private
safe = Bezpieczne i prywatne
safe-row = Co i gdzie jest trzymane
safe-phone = Ten telefon
safe-phone-what = Twoje słowa, zamknięte. Działają bez zasięgu.
safe-server = Serwer
safe-server-what = Zapieczętowana kopia. Serwer nie ma klucza i nie może jej przeczytać.
safe-nobody = Nikt inny
safe-nobody-what = Nikt z pomocy, przychodni ani rodziny nie widzi twojego drzewa.
safe-now = W tej chwili
safe-phones = { $phones ->
    [one] Jeden telefon otwiera twoje drzewo.
    [few] { $phones } telefony otwierają twoje drzewo.
    [many] { $phones } telefonów otwiera twoje drzewo.
   *[other] { $phones } telefonu otwiera twoje drzewo.
}
phones = Twoje telefony
phones-row = Które telefony otwierają twoje drzewo
phones-what = Te telefony i komputery otwierają twoje drzewo.
phone-this = Ten telefon
phone-other = Inny telefon
phone-since = Na twoim drzewie od: { $day }
phone-name = Jak go nazywasz?
phone-name-it = Nadaj mu nazwę
phone-take-off = Odłącz
phone-take-off-ask = Odłączyć „{ $name }” od twojego drzewa?
phone-take-off-what = Od tej chwili nic nowego nie dostanie i nic nie wyśle.
phone-take-off-not = To, co już na nim jest, zostaje. Nie możemy tego stamtąd usunąć.
phone-off = Jest odłączony od twojego drzewa.
phone-no-network = Do tego potrzebny jest zasięg. Nic się jeszcze nie zmieniło.
phone-new = Do twojego drzewa dodano telefon.
phone-new-not-you = To nie ty? Odłącz go: Więcej, potem Twoje telefony.
safe-card-made = Twoje 12 słów jest na papierze.
safe-card-not = Twoich 12 słów nie ma jeszcze na papierze.
safe-persisted = Ta przeglądarka obiecała zachować twoje słowa.
safe-not-persisted = Ta przeglądarka może usunąć zapisane słowa. Dodaj aplikację do ekranu głównego.
safe-cannot = Czego nie możemy
safe-cannot-lost = Bez telefonu i bez słów nikt nie przywróci drzewa.
safe-cannot-unlocked = Kto trzyma twój odblokowany telefon, może je przeczytać.
safe-cannot-server-sees = Serwer widzi, kiedy telefon wysyła i ile.
safe-cannot-code = Serwer daje ci też tę aplikację. Jej kod jest otwarty i można go sprawdzić.

## A copy, and deleting
copy = Twoja własna kopia
copy-row = Weź ją, wczytaj albo usuń wszystko
copy-title = Moje dni
copy-yours = To, co piszesz, jest twoje.
copy-take = Weź kopię
copy-take-what = Jeden plik z twoimi dniami i stronami, do czytania i zachowania.
copy-open = Plik nie jest zamknięty. Każdy, kto go otworzy, może go przeczytać.
copy-taking = Kopia się tworzy.
copy-taken = Kopia jest w pobranych plikach.
copy-bring = Wczytaj kopię
copy-bring-what = Dodamy liście i strony, których tu jeszcze nie ma. Nic tutaj się nie zmieni.
copy-file = Wybierz plik
copy-bringing = Kopia się wczytuje.
copy-brought = Wszystko już tu jest.
copy-not-a-copy = Ten plik nie jest kopią z Newleaf. Nic się nie zmieniło.
delete-all = Usuń wszystko
delete-all-what = Z serwera i ze wszystkich twoich telefonów. Jeśli chcesz, najpierw weź kopię.
delete-ask = Usunąć wszystko?
delete-cannot-undo = Twoje drzewo, strony i 12 słów tu się kończą. Nikt ich nie przywróci.
delete-no-signal = Brak zasięgu, więc teraz można wyczyścić tylko ten telefon. Zapieczętowana kopia na serwerze zostaje.
delete-yes = Usuń wszystko
delete-here = Wyczyść ten telefon

## More
about = O aplikacji
about-row = Wydanie, licencja, kod źródłowy
about-what = Każda rzecz z twojego dnia to liść. Liście nigdy nie opadają.
about-from = Powstało ze słów ludzi w „From Surviving to Thriving”, Lambeth, 2014.
about-not-crisis = To nie jest pomoc kryzysowa. Po pomoc od razu dotknij Pomoc teraz.
about-release = To wydanie
about-no-signal = Brak zasięgu, więc nie możemy teraz tego pokazać.
about-licence = Licencja
about-source = Pobierz kod źródłowy
about-ask-source = Kto prowadzi ten serwer, da ci kod źródłowy na prośbę.
about-licence-what = Wolne oprogramowanie na licencji AGPL, wersja 3 lub nowsza. Każdy może je czytać i zmieniać.
new-version = Jest nowa wersja.
new-version-use = Użyj jej teraz

## Help
help-no-signal = Działa bez zasięgu
help-matter = Jesteś kimś ważnym.
help-reach = Do kogo chcesz się odezwać?
help-samaritans = Samaritans
help-samaritans-fact = Za darmo, w dzień i w nocy
help-shout = Shout
help-shout-fact = SMS. Za darmo, o każdej porze
help-nhs = NHS, zdrowie psychiczne
help-nhs-fact = W Anglii. Potem wybierz opcję 2
help-papyrus = Papyrus
help-papyrus-fact = Jeśli masz mniej niż 35 lat
help-danger = Jeśli czyjeś życie jest zagrożone
help-danger-fact = Pogotowie, policja lub straż pożarna
help-nobody = Nikt nie dostaje wiadomości, że otwierasz tę stronę.
help-hide = Ukryj to teraz
help-hide-note = Otworzy stronę z pogodą. Nie ukrywa ikony aplikacji ani twojej historii.
help-dated = Numery dla Wielkiej Brytanii. Data tej listy: { $date }.

## Alarms
alarm-title = Serwer zrobił coś, co nie może być poprawne.
alarm-other = To, co wysłał, nie pasowało, więc tego nie użyliśmy.
alarm-rolled-back = Pokazał starsze drzewo niż przedtem.
alarm-forked = Pokazał dwie różne historie twojego drzewa.
alarm-dropped = Czegoś, co tam było, teraz nie ma.
alarm-replayed = Pokazał to samo dwa razy.
alarm-reordered = Pokazał rzeczy w innej kolejności.
alarm-stranger = Czegoś, co wysłał, nie napisały twoje telefony.
alarm-removed = Ten telefon został odłączony od twojego drzewa.
restored = Serwer wrócił ze starszej kopii. Ten telefon dał mu resztę. Wszystko tu jest.
ok = OK
alarm-safe-here = Twoje słowa są bezpieczne na tym telefonie.

## The journal
write = Pisz
write-anything = Cokolwiek chcesz.
only-you-short = Tylko ty możesz to przeczytać
we-cannot-open = My nie możemy tego otworzyć.
kept-as-you-write = Zapisuje się, gdy piszesz
leaf-is-for = Gałąź dla tego liścia
leaf-grew = Jej liść jest na „{ $area }”.
page-take-out = Wyjmij tę stronę
page-out = Strona jest wyjęta.
page-back = Strona wróciła.
page-bare = Strona bez słów
page-read = Przeczytaj stronę
journal-empty = Tu będą twoje strony. Pisz, kiedy chcesz.
journal-find = Znajdź stronę po słowach
journal-not-found = Żadna strona nie ma tych słów.
journal-pages = Twoje strony
journal-earlier = Wcześniejsze strony
two-phones = Ta strona jest z dwóch telefonów. Zachować obie wersje?
two-phones-what = Obie są bezpieczne. Wybierz, jak strona ma iść dalej.
version-one = Jeden telefon
version-other = Drugi telefon
keep-this = Zachowaj tę
keep-both = Zachowaj obie

## The six areas
area-dwell = Gdzie mieszkać
area-enough = Z czego żyć
area-do = Co robić
area-belong = Przynależność
area-heard = Wysłuchanie i zrozumienie
area-love = Kogo kochać

## My tree
tree-picture = Twoje drzewo. Każda rzecz z twojego dnia to liść.
tree-picture-new = Twoje drzewo z pąkami. Jest gotowe, kiedy ty chcesz.
tree-empty = Twoje drzewo jest tutaj. Pierwsza rzecz, którą dodasz, będzie jego pierwszym liściem.
tree-show-list = Pokaż jako listę
tree-show-tree = Pokaż jako drzewo
tree-nearer = Bliżej
tree-further = Dalej
tree-scrub = Zobacz swoje drzewo w innej porze roku
tree-earlier-season = Wcześniejsza pora roku
tree-later-season = Późniejsza pora roku
tree-now = { $season }, teraz
tree-spring = Wiosna { $year }
tree-summer = Lato { $year }
tree-autumn = Jesień { $year }
tree-winter = Zima { $year } do { $next }
tree-legend = Co znaczą liście. Dotknij jednego, by podświetlić jego gałąź.
tree-filter = Pokaż
tree-all = Wszystko
tree-none-here = Nic tu jeszcze nie ma. To w porządku.
tree-more-weeks = Pokaż wcześniejsze tygodnie
tree-this-week = Ten tydzień
tree-last-week = Zeszły tydzień
tree-today = Dziś
tree-yesterday = Wczoraj
tree-quote = „{ $words }”
tree-earlier = Wcześniej
tree-later = Później
tree-edit = Zmień słowa
tree-words = Twoje słowa
tree-save = Zapisz
tree-cancel = Zostaw tak, jak było
tree-remove = Usuń
tree-removed = Tego liścia nie ma już na twoim drzewie. Na jego miejscu jest pąk.
tree-not-kept = Ten telefon nie mógł tego zapisać. Spróbuj ponownie.
machine-translated = Tłumaczenie maszynowe. Niektóre słowa mogą brzmieć dziwnie.
