# Machine translation: not yet read by a person who speaks it.
language-name = العربية
app-name = Newleaf
help-now = مساعدة الآن
back = رجوع
close = إغلاق
cancel = إلغاء
later = لاحقًا
yes = نعم
no = لا
continue = متابعة
try-again = محاولة أخرى
language = اللغة
language-absent = هذه الكلمات ليست على هذا الهاتف بعد. تأتي مع الإشارة.
tabs-label = طرق التنقل
tab-today = اليوم
tab-tree = شجرتي
tab-journal = دفتري
tab-more = المزيد
read-this = اقرأ هذا لي
read-to-me = اقرأ لي
undo = تراجع

## Start
start-hello = أهلًا.
start-now = يمكنك البدء الآن.
start-no-forms = بلا استمارات. لا أحد يدقق.
start = البدء
start-have-words = لدي كلماتي الاثنتا عشرة
start-join = إضافة إلى هاتف أستعمله
start-free = مجاني. صغير. يعمل بلا إشارة.
start-locked = كتابتك مقفلة على هذا الهاتف.
start-failed = لم ينجح ذلك. يمكنك إغلاق بعض التطبيقات والمحاولة مرة أخرى.

## Today
question = ماذا فعلت اليوم؟
question-yesterday = ماذا فعلت أمس؟
today = اليوم
yesterday = أمس
which-day = أي يوم
day-label = ما حدث في ذلك اليوم
list-today = ما فعلته اليوم
list-yesterday = ما فعلته أمس
day-open = لا شيء للإضافة؟ لا بأس.
tile-got-up = نهضت من الفراش
tile-got-through = اجتزت هذا اليوم
tile-went-out = خرجت
tile-saw-someone = رأيت أحدًا أو كلمته
tile-helped = ساعدت أحدًا
tile-worked = تطوعت أو عملت
tile-learned = تعلمت شيئًا
tile-moved = حركت جسمي
tile-made = صنعت شيئًا
tile-looked-after = اعتنيت ببيتي ونفسي وطعامي
tile-sorted = رتبت أمرًا
tile-rested = استرحت
tile-something-else = شيء آخر
tile-wrote = كتبت صفحة
something-else = شيء آخر
kind-1 = هذا له قيمة.
kind-2 = جميل أن نسمع منك.
kind-3 = ورقة جديدة.
kind-4 = إنها على شجرتك.
kind-5 = نعم. هذا له قيمة.
kind-6 = سُجّل وحُفظ.
saved-here = محفوظ على هذا الهاتف
taken-back = تم السحب.
moved = تم النقل.
add-words = إضافة بضع كلمات
add-words-short = إضافة كلمات
change-words = تغيير الكلمات
your-words = كلماتك
words-empty = تلزم كلمة أو كلمتان أولًا، أو الإغلاق.
which-branch = لأي غصن؟
keep-it = حفظ
only-you = لا أحد غيرك يستطيع قراءة هذا.
change = تغيير
move-to-yesterday = كان ذلك أمس
move-to-today = كان ذلك اليوم
take-back = سحب
again = مرة أخرى
again-title = { $what }: مرة أخرى، أم سحب؟
leave-it = يبقى كما هو


keeping-phone = محفوظ على هذا الهاتف
keeping-sending = محفوظ على هذا الهاتف. سيُرسل وحده.
keeping-waiting = محفوظ على هذا الهاتف. ينتظر الإشارة. سيُرسل وحده.
keeping-everywhere = محفوظ هنا ومختوم على الخادم
keeping-server-full = محفوظ على هذا الهاتف؛ الخادم ممتلئ
keeping-phone-full = هذا الهاتف ممتلئ. لم يُحفظ بعد.
keeping-alarm = محفوظ على هذا الهاتف. لم يُرسل: السبب أعلاه.
keeping-coming = بقية شجرتك في الطريق.
phone-full-what = كلماتك باقية هنا. يمكنك إفراغ بعض المساحة ثم المحاولة مرة أخرى.

## The card
your-12-words = كلماتك الاثنتا عشرة
your-12-words-row = ضاع هاتفك؟ هذه تعيد شجرتك.
card-why = ضاع هاتفك؟ هذه الكلمات تعيد شجرتك.
card-paper = مكانها على ورق.
card-name = بذور شجرتك
card-anyone = من لديه هذه الكلمات يستطيع فتحها
card-unseen = نحن لا نرى هذه الكلمات.
card-unsent = لذلك لا نستطيع إرسالها إليك إن ضاعت.
card-kept = كلماتك الاثنتا عشرة على الورق.
card-kept-why = لم تعد على هذا الهاتف، فلا أحد يقرؤها هنا. تلزم فقط عند فقدان الهواتف.
card-new-why = ضاعت الورقة أو رآها أحد؟ يمكن عمل كلمات جديدة، وعندها لا تفتح القديمة شيئًا.
card-make-new = عمل كلمات جديدة
card-made = بطاقتك جاهزة.
print = طباعة
written-down = كتبتها على ورق
check-two = يرجى كتابة اثنتين منها من بطاقتك.
check = تحقق
check-other = الكلمة { $number } مختلفة على بطاقتك. يمكنك النظر مرة أخرى.
look-again = نظرة أخرى

## Coming back with the words
words-type = يرجى كتابة كلماتك بالترتيب.
words-paste = يمكنك أيضًا لصقها كلها في الخانة الأولى.
words-looking = نبحث عن شجرتك.
word-number = الكلمة { $number }
bring-back = إعادة شجرتي
recover-empty = الكلمة { $number } ما زالت فارغة.
recover-word = الكلمة { $number } ليست من كلماتنا. هل كُتبت كما على بطاقتك؟
recover-checksum = كلها كلماتنا، لكن ليس معًا. ربما اختلفت واحدة، أو تبدل مكان اثنتين.
recover-no-match = لا تفتح هذه الكلمات أي شجرة بعد. هل هي البطاقة الصحيحة؟
recover-no-network = لا إشارة. كلماتك باقية هنا. يمكنك المحاولة حين تعود الإشارة.
recover-not-genuine = جواب الخادم لم يكن أصليًا، فلم نستعمله.

## Another phone
add-phone = إضافة هاتف آخر
add-phone-row = الشجرة نفسها على الهاتفين
add-step-1 = فتح Newleaf على الهاتف الجديد.
add-step-2 = هناك، لمس «إضافة إلى هاتف أستعمله».
add-step-3 = تظهر صورة ورمز.
scan = مسح الصورة
code-label = أو كتابة الرمز
code-hint = 20 حرفًا ورقمًا. لا تهم الأحرف الكبيرة ولا الشرطات.
code-empty = يرجى كتابة الرمز الظاهر على الهاتف الجديد.
camera-refused = الكاميرا مغلقة لهذا التطبيق. يمكنك كتابة الرمز.
camera-label = ما تراه الكاميرا
camera-hint = لتبقَ الصورة أمام الكاميرا. لا شيء يُسجّل.
camera-stop = إيقاف الكاميرا
add-looking = نبحث عن الهاتف الجديد.
add-same-digits = يجب أن يعرض الهاتفان هذه الأرقام.
add-in-hand = هل هذا الهاتف في يدك الآن؟
add-what-it-sees = سيستطيع قراءة شجرتك كلها.
add-done = تم. الشجرة نفسها تنمو الآن على الهاتفين.
to-today = إلى اليوم
join-title = إضافة هذا الهاتف
join-making = نصنع رمزًا.
join-step-1 = أخذ الهاتف المستعمل من قبل.
join-step-2 = هناك، فتح المزيد، ثم «إضافة هاتف آخر».
join-step-3 = مسح هذه الصورة، أو كتابة الرمز.
join-picture = الرمز كصورة، لكاميرا الهاتف الآخر
join-or-type = أو كتابة هذا الرمز:
join-secret = لا ينبغي أن يراه أحد غيرك.
join-new-code = رمز جديد
join-done = شجرتك الآن على هذا الهاتف.
link-digits = أرقام التحقق
link-fetching = شجرتك في الطريق.
link-no-network = لا إشارة. الهاتفان يحتاجانها للحظة.
link-expired = انتهى هذا الرمز. تعمل الرموز 10 دقائق.
link-wrong-code = لا هاتف يعرض هذا الرمز. يرجى التحقق منه والمحاولة مرة أخرى.
link-not-genuine = لم يكن ذلك أصليًا، فلم يُضف شيء.

## A shared tablet
borrow = هذا ليس هاتفي
borrow-nothing = لا يبقى شيء على هذا الجهاز اللوحي.
borrow-memory = ما تكتبه موجود هنا فقط ما دامت هذه الصفحة مفتوحة.
borrow-close = أغلقها فيُمحى ما عليها هنا.
borrow-quiet = بعد عشر دقائق هادئة يغطي الشاشة بنفسه.
borrow-start = ابدأ هنا
borrowed = لا يبقى شيء هنا.
borrowed-close = أغلق وامحُ
borrowed-ask = هل تغلق هذا الجهاز وتمحوه؟
borrowed-still = أما زلت هنا؟
borrowed-go-on = متابعة
borrowed-wipe = امحُ

## Safe and private
safe = آمن وخاص
safe-row = ما يُحفظ وأين
safe-phone = هذا الهاتف
safe-phone-what = كلماتك، مقفلة. تعمل بلا إشارة.
safe-server = الخادم
safe-server-what = نسخة مختومة. ليس لديه مفتاح ولا يستطيع قراءتها.
safe-nobody = لا أحد غيرك
safe-nobody-what = لا مساعد ولا عيادة ولا أحد من العائلة يرى شجرتك.
safe-now = الآن
safe-phones = { $phones ->
    [zero] لا هاتف يفتح شجرتك.
    [one] هاتف واحد يفتح شجرتك.
    [two] هاتفان يفتحان شجرتك.
    [few] { $phones } هواتف تفتح شجرتك.
    [many] { $phones } هاتفًا يفتح شجرتك.
   *[other] { $phones } هاتف يفتح شجرتك.
}
phones = هواتفك
phones-row = أي الهواتف تفتح شجرتك
phones-what = هذه الهواتف والحواسيب تفتح شجرتك.
phone-this = هذا الهاتف
phone-other = هاتف آخر
phone-since = على شجرتك منذ { $day }
phone-name = ما اسمه عندك؟
phone-name-it = تسمية الهاتف
phone-take-off = إزالة
phone-take-off-ask = إزالة «{ $name }» من شجرتك؟
phone-take-off-what = لا يصله شيء جديد بعد ذلك، ولا يستطيع إرسال شيء.
phone-take-off-not = ما عليه يبقى عليه. لا نستطيع الوصول إليه لمحوه.
phone-off = لم يعد على شجرتك.
phone-forget = انسَ هذا الهاتف
phone-forget-ask = هل ينسى هذا الهاتف شجرتك؟
phone-forget-what = لا يبقى منها شيء هنا، ويُرفع الهاتف عن شجرتك.
forget-safe = يفتحها هاتف آخر أو كلماتك الاثنتا عشرة كما كان.
forget-not-sent = لم يُرسل كل شيء بعد. ما ينتظر سيضيع.
forget-no-words = دون كلماتك الاثنتي عشرة تنتهي هذه الشجرة هنا.
phone-no-network = هذا يحتاج إلى إشارة. لم يتغير شيء بعد.
phone-new = أُضيف هاتف إلى شجرتك.
phone-new-not-you = أضافه أحد غيرك؟ يمكنك إزالته: المزيد، ثم هواتفك.
safe-card-made = كلماتك الاثنتا عشرة على ورق.
safe-card-not = كلماتك الاثنتا عشرة ليست على ورق بعد.
safe-persisted = وعد هذا المتصفح بحفظ كلماتك.
safe-not-persisted = قد يمحو هذا المتصفح ما يحفظه. يمكنك وضع التطبيق على شاشتك الرئيسية.
safe-cannot = ما لا نستطيعه
safe-cannot-lost = بلا هاتف وبلا الكلمات، لا أحد يستطيع إعادة الشجرة.
safe-cannot-unlocked = من يمسك هاتفك مفتوحًا يستطيع قراءتها.
safe-cannot-server-sees = يرى الخادم متى يرسل الهاتف، وكم يرسل.
safe-cannot-code = الخادم يعطيك هذا التطبيق أيضًا. شيفرته مفتوحة، فيستطيع الناس فحصها.

## A copy, and deleting
copy = نسخة لك
copy-row = أخذها، أو إدخالها، أو حذف الكل
copy-title = أيامي
copy-yours = ما كتبته ملك لك.
copy-take = أخذ نسخة
copy-take-what = ملف واحد فيه أيامك وصفحاتك وصورك، للقراءة والحفظ.
copy-open = الملف غير مقفل. من يفتحه يستطيع قراءته.
copy-taking = النسخة قيد الإعداد.
copy-taken = النسخة بين تنزيلاتك.
copy-taken-some = النسخة بين تنزيلاتك. الصور الموجودة على هاتفك الآخر فقط ليست فيها.
copy-bring = إدخال نسخة
copy-bring-what = تُضاف الأوراق والصفحات والصور التي ليست هنا بعد. لا شيء هنا يتغير.
copy-file = اختيار الملف
copy-bringing = يجري إدخال النسخة.
copy-brought = كل شيء هنا الآن.
copy-not-a-copy = ذلك الملف ليس نسخة من Newleaf. لم يتغير شيء.
delete-all = حذف كل شيء
delete-all-what = على الخادم وعلى كل هواتفك. يمكنك أخذ نسخة أولًا.
delete-ask = هل نحذف كل شيء؟
delete-cannot-undo = شجرتك وصفحاتك وكلماتك الاثنتا عشرة تنتهي هنا. لا أحد يستطيع إعادتها.
delete-no-signal = لا إشارة، فيمكن الآن إفراغ هذا الهاتف وحده. النسخة المختومة على الخادم تبقى.
delete-yes = حذف كل شيء
delete-here = إفراغ هذا الهاتف

## More
about = حول التطبيق
about-row = الإصدار والرخصة والمصدر
about-what = كل ما فعلته ورقة. الأوراق لا تسقط أبدًا.
about-from = صُنع مما قاله الناس في «From Surviving to Thriving»، Lambeth، 2014.
about-not-crisis = هذه ليست خدمة للأزمات. للمساعدة فورًا: زر «مساعدة الآن».
about-release = هذا الإصدار
about-no-signal = لا إشارة، فلا نستطيع عرضه الآن.
about-licence = الرخصة
about-source = الحصول على المصدر
about-ask-source = من يدير هذا الخادم يعطيك مصدره عند الطلب.
about-licence-what = برنامج حر تحت رخصة AGPL، الإصدار 3 أو أحدث. للجميع حق قراءته وتغييره.
new-version = يوجد إصدار جديد.
new-version-use = استعماله الآن

## Help
help-no-signal = يعمل بلا إشارة
help-matter = وجودك مهم.
help-reach = مع من يناسبك التواصل؟
help-samaritans = Samaritans
help-samaritans-fact = مجانًا، ليلًا أو نهارًا
help-shout = Shout
help-shout-fact = رسالة نصية. مجانًا، في أي وقت
help-nhs = NHS للصحة النفسية
help-nhs-fact = في إنجلترا. ثم الخيار 2
help-papyrus = Papyrus
help-papyrus-fact = إن كان عمرك أقل من 35
help-danger = إن كانت حياة في خطر
help-danger-fact = الإسعاف أو الشرطة أو الإطفاء
help-nobody = لا أحد يُخبَر بأنك فتحت هذه الصفحة.
help-hide = إخفاء هذا الآن
help-hide-note = يفتح صفحة طقس. لا يخفي أيقونة التطبيق ولا سجلك.
help-dated = أرقام للمملكة المتحدة. هذه القائمة من { $date }.

## Alarms
alarm-title = فعل الخادم شيئًا لا يمكن أن يكون صحيحًا.
alarm-other = ما أرسله لم يكن مطابقًا، فلم نستعمله.
alarm-rolled-back = عرض شجرة أقدم من قبل.
alarm-forked = عرض قصتين مختلفتين لشجرتك.
alarm-dropped = شيء كان هناك لم يعد هناك.
alarm-replayed = عرض الشيء نفسه مرتين.
alarm-reordered = عرض الأشياء بترتيب آخر.
alarm-stranger = شيء مما أرسله لم تكتبه هواتفك.
alarm-removed = أُزيل هذا الهاتف من شجرتك.
restored = عاد الخادم من نسخة أقدم. أعطاه هذا الهاتف الباقي. كل شيء هنا.
ok = حسنًا
alarm-safe-here = كلماتك آمنة على هذا الهاتف.

## The journal
write = كتابة
write-anything = أي شيء.
only-you-short = لا أحد غيرك يستطيع قراءة هذا
we-cannot-open = نحن لا نستطيع فتحه.
kept-as-you-write = يُحفظ أثناء الكتابة
leaf-is-for = هذه الورقة لغصن
leaf-grew = ورقتها على «{ $area }».
page-take-out = إخراج هذه الصفحة
page-out = خرجت الصفحة.
page-back = عادت الصفحة.
page-bare = صفحة بلا كلمات
page-read = قراءة الصفحة
journal-empty = صفحاتك ستكون هنا. يمكنك الكتابة متى شئت.
journal-find = البحث عن صفحة بكلماتها
journal-not-found = لا صفحة فيها هذه الكلمات.
journal-pages = صفحاتك
journal-earlier = صفحات أقدم
two-phones = كتبت هذا على هاتفين. هل نحفظ النسختين؟
two-phones-what = كلتاهما آمنة. يمكنك اختيار كيف تستمر الصفحة.
version-one = هاتف
version-other = الهاتف الآخر
keep-this = حفظ هذه
keep-both = حفظ النسختين
photos = الصور
photo-add = إضافة صورة
photo-coming = الصورة في الطريق.
photo-no-picture = لا يستطيع هذا الهاتف عرض هذا الملف كصورة.
photo-no-room = هذا الهاتف ممتلئ، فلم تُحفظ الصورة. بعد إفراغ بعض المساحة يمكن المحاولة مجددًا.
photo-alt = صورة، أُضيفت في { $day }
photo-away = هذه الصورة على هاتفك الآخر. ستصل عند توفر الشبكة.
photo-take-out = إخراج هذه الصورة
photo-out = خرجت الصورة.
photo-back = عادت الصورة.

## The six areas
area-dwell = مكان للسكن
area-enough = ما يكفي للعيش
area-do = شيء نفعله
area-belong = الانتماء
area-heard = أن نُسمع ونُفهم
area-love = أحد نحبه

## My tree
tree-picture = شجرتك. كل ما فعلته ورقة.
tree-picture-new = شجرتك، وعليها براعم. هي جاهزة متى شئت.
tree-empty = شجرتك هنا. أول شيء يُضاف يصير ورقتها الأولى.
tree-show-list = عرض كقائمة
tree-show-tree = عرض كشجرة
tree-nearer = أقرب
tree-further = أبعد
tree-scrub = شجرتك في فصل آخر
tree-earlier-season = فصل أسبق
tree-later-season = فصل لاحق
tree-now = { $season }، الآن
tree-spring = ربيع { $year }
tree-summer = صيف { $year }
tree-autumn = خريف { $year }
tree-winter = شتاء { $year } إلى { $next }
tree-legend = معنى الأوراق. لمس واحدة يضيء غصنها.
tree-filter = عرض
tree-all = الكل
tree-none-here = لا شيء هنا بعد. لا بأس.
tree-more-weeks = عرض أسابيع أقدم
tree-this-week = هذا الأسبوع
tree-last-week = الأسبوع الماضي
tree-today = اليوم
tree-yesterday = أمس
tree-quote = «{ $words }»
tree-earlier = أسبق
tree-later = لاحق
tree-edit = تغيير الكلمات
tree-words = كلماتك
tree-save = حفظ
tree-cancel = تبقى كما كانت
tree-remove = إزالة
tree-removed = ذهبت هذه الورقة من شجرتك. مكانها برعم.
tree-not-kept = لم يستطع هذا الهاتف حفظ ذلك. يمكنك المحاولة مرة أخرى.
machine-translated = ترجمة آلية. قد تبدو بعض الكلمات غريبة.
