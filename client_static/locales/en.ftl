# English. Reading age 9 to 11, at most 15 words a sentence, facts and offers only.
language-name = English
app-name = Newleaf
help-now = Help now
back = Back
close = Close
cancel = Cancel
later = Later
yes = Yes
no = No
continue = Continue
try-again = Try again
language = Language
language-absent = These words are not on this phone yet. They come with a signal.
tabs-label = Ways round
tab-today = Today
tab-tree = My tree
tab-journal = Journal
tab-more = More
read-this = Read this to me
read-to-me = Read to me
undo = Undo

## Start
start-hello = Hello.
start-now = You can start right now.
start-no-forms = No forms. Nobody is checking.
start = Start
start-have-words = I have my 12 words
start-join = Add to a phone I already use
start-free = Free. Small. Works with no signal.
start-locked = What you write is locked on this phone.
start-failed = That did not work. Please close a few things and try again.

## Today
question = What did you do today?
question-yesterday = What did you do yesterday?
today = Today
yesterday = Yesterday
which-day = Which day
day-label = What happened that day
list-today = What you did today
list-yesterday = What you did yesterday
day-open = Nothing to add? That’s fine.
tile-got-up = Got up
tile-got-through = Got through today
tile-went-out = Went out
tile-saw-someone = Saw or spoke to someone
tile-helped = Helped someone
tile-worked = Volunteered or worked
tile-learned = Learned something
tile-moved = Moved my body
tile-made = Made something
tile-looked-after = Looked after home, me, food
tile-sorted = Sorted something
tile-rested = Rested
tile-something-else = Something else
tile-wrote = Wrote a page
something-else = Something else
kind-1 = That counts.
kind-2 = Good to hear from you.
kind-3 = A new leaf.
kind-4 = It’s on your tree.
kind-5 = Yes. That counts.
kind-6 = Noted, and kept.
saved-here = Saved on this phone
taken-back = Taken back.
moved = Moved.
add-words = Add a few words
add-words-short = Add words
change-words = Change the words
your-words = Your words
words-empty = Write a word or two first, or close.
which-branch = Which branch is it for?
keep-it = Keep it
only-you = Only you can read this.
change = Change
move-to-yesterday = It was yesterday
move-to-today = It was today
take-back = Take it back
again = Again
again-title = { $what }: again, or take it back?
leave-it = Leave it as it is


keeping-phone = Saved on this phone
keeping-sending = Saved on this phone. It will send by itself.
keeping-waiting = Saved on this phone. Waiting for signal. It will send by itself.
keeping-everywhere = Saved here and sealed on the server
keeping-server-full = Saved on this phone; the server is full
keeping-phone-full = This phone is full. Not saved yet.
keeping-alarm = Saved on this phone. Not sent: see above.
phone-full-what = Your words stay here. Free some space, then try again.

## The card
your-12-words = Your 12 words
your-12-words-row = Lost your phone? These bring your tree back.
card-why = Lost your phone? These words bring your tree back.
card-paper = Keep them on paper.
card-name = Seeds of your tree
card-anyone = Anyone with these can open it
card-unseen = We can’t see these words.
card-unsent = So we can’t send them to you if they are lost.
card-made = Your card is made.
print = Print
written-down = Written down
check-two = Please type two of them from your paper.
check = Check
check-other = Word { $number } is different on your card. Have another look.
look-again = Look again

## Coming back with the words
words-type = Type your words in order.
words-paste = You can also paste them all into the first box.
words-looking = Looking for your tree.
word-number = Word { $number }
bring-back = Bring my tree back
recover-empty = Word { $number } is still empty.
recover-word = Word { $number } is not one of our words. Is it spelt like on your card?
recover-checksum = These are all our words, but not together. One may be different, or two swapped.
recover-no-match = No tree opens with these words yet. Is it the right card?
recover-no-network = No signal. Your words stay here. Try again when it is back.
recover-not-genuine = The server’s answer was not genuine, so we did not use it.

## Another phone
add-phone = Add another phone
add-phone-row = See the same tree on both
add-step-1 = Open Newleaf on the new phone.
add-step-2 = Tap “Add to a phone I already use” there.
add-step-3 = It shows a picture and a code.
scan = Scan the picture
code-label = Or type the code
code-hint = 20 letters and numbers. Capitals and dashes do not matter.
code-empty = Type the code that the new phone shows.
camera-refused = The camera is off for this app. You can type the code.
camera-label = What the camera sees
camera-hint = Hold the picture in view. Nothing is recorded.
camera-stop = Stop the camera
add-looking = Looking for the new phone.
add-same-digits = Both phones should show these digits.
add-in-hand = Is this phone in your hand now?
add-what-it-sees = It will be able to read your whole tree.
add-done = Done. Both phones now grow the same tree.
to-today = To Today
join-title = Add this phone
join-making = Making a code.
join-step-1 = Take the phone you already use.
join-step-2 = There, open More, then “Add another phone”.
join-step-3 = Scan this picture, or type the code.
join-picture = The code as a picture, for the other phone’s camera
join-or-type = Or type this code:
join-secret = Show it to nobody else.
join-new-code = Make a new code
join-done = This phone has your tree now.
link-digits = Check digits
link-fetching = Your tree is coming over.
link-no-network = No signal. Both phones need it for a moment.
link-expired = This code is over. Codes work for 10 minutes.
link-wrong-code = No phone shows this code. Please check it and try again.
link-not-genuine = That was not genuine, so nothing was added.

## Safe and private
safe = Safe and private
safe-row = What is kept where
safe-phone = This phone
safe-phone-what = Your words, locked. They work with no signal.
safe-server = The server
safe-server-what = A sealed copy. It has no key and can’t read it.
safe-nobody = Nobody else
safe-nobody-what = No helper, clinic or family member sees your tree.
safe-now = Right now
safe-phones = { $phones ->
    [one] One phone opens your tree.
   *[other] { $phones } phones open your tree.
}
phones = Your phones
phones-row = Which phones open your tree
phones-what = These phones and computers open your tree.
phone-this = This phone
phone-other = Another phone
phone-since = On your tree since { $day }
phone-name = What do you call it?
phone-name-it = Give it a name
phone-take-off = Take it off
phone-take-off-ask = Take “{ $name }” off your tree?
phone-take-off-what = It gets nothing new from then on, and can send nothing.
phone-take-off-not = What is on it already stays on it. We can’t reach in and clear it.
phone-off = It is off your tree.
phone-no-network = That needs a signal. Nothing has changed yet.
phone-new = A phone was added to your tree.
phone-new-not-you = Was it not you? Take it off: More, then Your phones.
safe-card-made = Your 12 words are on paper.
safe-card-not = Your 12 words are not on paper yet.
safe-persisted = This browser promised to keep your words.
safe-not-persisted = This browser may clear words it holds. Put the app on your home screen.
safe-cannot = What we can’t do
safe-cannot-lost = Without a phone and without the words, nobody can bring it back.
safe-cannot-unlocked = Someone who holds your open phone can read it.
safe-cannot-server-sees = The server sees when a phone sends, and how much.
safe-cannot-code = The server also gives you this app. Its code is open, so people can check.

## A copy, and deleting
copy = A copy of your own
copy-row = Take it, bring it in, or delete all
copy-title = My days
copy-yours = What you wrote is yours.
copy-take = Take a copy
copy-take-what = One file with your days and pages, to read and to keep.
copy-open = The file is not locked. Anyone who opens it can read it.
copy-taking = The copy is being made.
copy-taken = The copy is with your downloads.
copy-bring = Bring a copy in
copy-bring-what = Leaves and pages that are not here yet are added. Nothing here is changed.
copy-file = Choose the file
copy-bringing = The copy is coming in.
copy-brought = It is all here now.
copy-not-a-copy = That file is not a copy from Newleaf. Nothing was changed.
delete-all = Delete everything
delete-all-what = On the server and on all your phones. Take a copy first if you may want it.
delete-ask = Delete everything?
delete-cannot-undo = Your tree, your pages and your 12 words end here. Nobody can bring them back.
delete-no-signal = No signal, so only this phone can be cleared now. The sealed copy on the server stays.
delete-yes = Delete everything
delete-here = Clear this phone

## More
about = About
about-row = Release, licence, source
about-what = Each thing you did is a leaf. Leaves never fall.
about-from = Made from what people said in “From Surviving to Thriving”, Lambeth, 2014.
about-not-crisis = This is not a crisis service. For help right now, tap Help now.
about-release = This release
about-no-signal = No signal, so we can’t show it now.
about-licence = Licence
about-source = Get the source
about-ask-source = Whoever runs this server gives you its source if you ask.
about-licence-what = Free software under the AGPL, version 3 or later. Everyone may read and change it.
new-version = A new version is ready.
new-version-use = Use it now

## Help
help-no-signal = Works with no signal
help-matter = You matter.
help-reach = Who would you like to reach?
help-samaritans = Samaritans
help-samaritans-fact = Free, day or night
help-shout = Shout
help-shout-fact = Text. Free, any time
help-nhs = NHS mental health
help-nhs-fact = In England. Then choose option 2
help-papyrus = Papyrus
help-papyrus-fact = If you are under 35
help-danger = If a life is in danger
help-danger-fact = Ambulance, police or fire
help-nobody = Nobody is told that you opened this page.
help-hide = Hide this now
help-hide-note = It opens a weather page. It does not hide the app icon or your history.
help-dated = Numbers for the UK. This list is from { $date }.

## Alarms
alarm-title = The server did something that can’t be right.
alarm-other = What it sent did not fit, so we did not use it.
alarm-rolled-back = It showed an older tree than before.
alarm-forked = It showed two different stories of your tree.
alarm-dropped = Something that was there is not there now.
alarm-replayed = It showed the same thing twice.
alarm-reordered = It showed things in another order.
alarm-stranger = Something it sent was not written by your phones.
alarm-removed = This phone was taken off your tree.
restored = The server came back from an older copy. This phone gave it the rest. Everything is here.
ok = OK
alarm-safe-here = Your words are safe on this phone.

## The journal
write = Write
write-anything = Anything you like.
only-you-short = Only you can read this
we-cannot-open = We can’t open it.
kept-as-you-write = Kept as you write
leaf-is-for = This leaf is for
leaf-grew = Its leaf is on “{ $area }”.
page-take-out = Take this page out
page-out = The page is out.
page-back = The page is back.
page-bare = A page without words
page-read = Read the page
journal-empty = Your pages will be here. Write when you want to.
journal-find = Find a page by its words
journal-not-found = No page has these words.
journal-pages = Your pages
journal-earlier = Earlier pages
two-phones = You wrote this on two phones. Keep both?
two-phones-what = Both are safe. Choose how the page goes on.
version-one = One phone
version-other = The other phone
keep-this = Keep this one
keep-both = Keep both

## The six areas
area-dwell = Somewhere to dwell
area-enough = Enough to live on
area-do = Something to do
area-belong = Belonging
area-heard = Heard and understood
area-love = Someone to love
