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
try-again = حاول مرة أخرى
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
start-no-forms = بلا استمارات. لا أحد يراقب.
start = ابدأ
start-have-words = لدي كلماتي الاثنتا عشرة
start-join = إضافة إلى هاتف أستعمله
start-free = مجاني. صغير. يعمل بلا إشارة.
start-locked = ما تكتبه مقفل على هذا الهاتف.
start-failed = لم ينجح ذلك. أغلق بعض الأشياء وحاول مرة أخرى.

## Today
question = ماذا فعلت اليوم؟
question-yesterday = ماذا فعلت أمس؟
today = اليوم
yesterday = أمس
which-day = أي يوم
day-label = ما حدث في ذلك اليوم
list-today = ما فعلته اليوم
list-yesterday = ما فعلته أمس
day-open = لا شيء لتضيفه؟ لا بأس.
tile-got-up = نهضت من الفراش
tile-got-through = تجاوزت اليوم
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
kind-1 = هذا يُحسب.
kind-2 = جميل أن نسمع منك.
kind-3 = ورقة جديدة.
kind-4 = إنها على شجرتك.
kind-5 = نعم. هذا يُحسب.
kind-6 = سُجّل وحُفظ.
saved-here = محفوظ على هذا الهاتف
taken-back = تم السحب.
moved = تم النقل.
add-words = أضف بضع كلمات
add-words-short = أضف كلمات
change-words = غيّر الكلمات
your-words = كلماتك
words-empty = اكتب كلمة أو كلمتين أولًا، أو أغلق.
which-branch = لأي غصن هي؟
keep-it = احفظها
only-you = أنت وحدك تستطيع قراءة هذا.
change = تغيير
move-to-yesterday = كان ذلك أمس
move-to-today = كان ذلك اليوم
take-back = اسحبها
again = مرة أخرى
again-title = { $what }: مرة أخرى، أم سحبها؟
leave-it = اتركها كما هي


keeping-phone = محفوظ على هذا الهاتف
keeping-sending = محفوظ على هذا الهاتف. سيُرسل وحده.
keeping-waiting = محفوظ على هذا الهاتف. ينتظر الإشارة. سيُرسل وحده.
keeping-everywhere = محفوظ هنا ومختوم على الخادم
keeping-server-full = محفوظ على هذا الهاتف؛ الخادم ممتلئ
keeping-phone-full = هذا الهاتف ممتلئ. لم يُحفظ بعد.
keeping-alarm = محفوظ على هذا الهاتف. لم يُرسل: انظر أعلاه.
phone-full-what = كلماتك باقية هنا. أفرغ بعض المساحة ثم حاول مرة أخرى.

## The card
your-12-words = كلماتك الاثنتا عشرة
your-12-words-row = فقدت هاتفك؟ هذه تعيد شجرتك.
card-why = فقدت هاتفك؟ هذه الكلمات تعيد شجرتك.
card-paper = احفظها على ورق.
card-name = بذور شجرتك
card-anyone = من يملكها يستطيع فتحها
card-unseen = لا نستطيع رؤية هذه الكلمات.
card-unsent = لذلك لا نستطيع إرسالها إليك إن ضاعت.
card-made = بطاقتك جاهزة.
print = طباعة
written-down = كتبتها
check-two = اكتب اثنتين منها من ورقتك.
check = تحقق
check-other = الكلمة { $number } مختلفة على بطاقتك. انظر مرة أخرى.
look-again = انظر مرة أخرى

## Coming back with the words
words-type = اكتب كلماتك بالترتيب.
words-paste = يمكنك أيضًا لصقها كلها في الخانة الأولى.
words-looking = نبحث عن شجرتك.
word-number = الكلمة { $number }
bring-back = أعد شجرتي
recover-empty = الكلمة { $number } ما زالت فارغة.
recover-word = الكلمة { $number } ليست من كلماتنا. هل كُتبت كما على بطاقتك؟
recover-checksum = كلها كلماتنا، لكن ليس معًا. ربما تختلف واحدة، أو تبادلت اثنتان.
recover-no-match = لا تفتح هذه الكلمات شجرة بعد. هل هي البطاقة الصحيحة؟
recover-no-network = لا إشارة. كلماتك باقية هنا. حاول حين تعود.
recover-not-genuine = جواب الخادم لم يكن أصيلًا، فلم نستعمله.

## Another phone
add-phone = أضف هاتفًا آخر
add-phone-row = ترى الشجرة نفسها على الاثنين
add-step-1 = افتح Newleaf على الهاتف الجديد.
add-step-2 = المس هناك «إضافة إلى هاتف أستعمله».
add-step-3 = يعرض صورة ورمزًا.
scan = امسح الصورة
code-label = أو اكتب الرمز
code-hint = 20 حرفًا ورقمًا. لا تهم الأحرف الكبيرة ولا الشرطات.
code-empty = اكتب الرمز الذي يعرضه الهاتف الجديد.
camera-refused = الكاميرا مغلقة لهذا التطبيق. يمكنك كتابة الرمز.
camera-label = ما تراه الكاميرا
camera-hint = ضع الصورة أمامها. لا شيء يُسجل.
camera-stop = أوقف الكاميرا
add-looking = نبحث عن الهاتف الجديد.
add-same-digits = يجب أن يعرض الهاتفان هذه الأرقام.
add-in-hand = هل ذلك الهاتف في يدك الآن؟
add-what-it-sees = سيستطيع قراءة شجرتك كلها.
add-done = تم. الهاتفان ينمّيان الآن الشجرة نفسها.
to-today = إلى اليوم
join-title = أضف هذا الهاتف
join-making = نصنع رمزًا.
join-step-1 = خذ الهاتف الذي تستعمله.
join-step-2 = هناك، افتح المزيد، ثم «أضف هاتفًا آخر».
join-step-3 = امسح هذه الصورة، أو اكتب الرمز.
join-picture = الرمز كصورة، لكاميرا الهاتف الآخر
join-or-type = أو اكتب هذا الرمز:
join-secret = لا تعرضه على أحد آخر.
join-new-code = اصنع رمزًا جديدًا
join-done = شجرتك الآن على هذا الهاتف.
link-digits = أرقام التحقق
link-fetching = شجرتك في الطريق.
link-no-network = لا إشارة. الهاتفان يحتاجانها للحظة.
link-expired = انتهى هذا الرمز. تعمل الرموز 10 دقائق.
link-wrong-code = لا هاتف يعرض هذا الرمز. تحقق منه وحاول مرة أخرى.
link-not-genuine = لم يكن ذلك أصيلًا، فلم يُضف شيء.

## Safe and private
safe = آمن وخاص
safe-row = ما يُحفظ وأين
safe-phone = هذا الهاتف
safe-phone-what = كلماتك، مقفلة. تعمل بلا إشارة.
safe-server = الخادم
safe-server-what = نسخة مختومة. ليس لديه مفتاح ولا يستطيع قراءتها.
safe-nobody = لا أحد غيرك
safe-nobody-what = لا مساعد ولا عيادة ولا قريب يرى شجرتك.
safe-now = الآن
safe-phones = { $phones ->
    [zero] لا هاتف يفتح شجرتك.
    [one] هاتف واحد يفتح شجرتك.
    [two] هاتفان يفتحان شجرتك.
    [few] { $phones } هواتف تفتح شجرتك.
    [many] { $phones } هاتفًا تفتح شجرتك.
   *[other] { $phones } هاتف تفتح شجرتك.
}
phones = هواتفك
phones-row = أي الهواتف تفتح شجرتك
phones-what = هذه الهواتف والحواسيب تفتح شجرتك.
phone-this = هذا الهاتف
phone-other = هاتف آخر
phone-since = على شجرتك منذ { $day }
phone-name = ماذا تسميه؟
phone-name-it = أعطه اسمًا
phone-take-off = أزله
phone-take-off-ask = إزالة «{ $name }» من شجرتك؟
phone-take-off-what = لا يصله شيء جديد بعد ذلك، ولا يستطيع الإرسال.
phone-take-off-not = ما عليه يبقى عليه. لا نستطيع الوصول إليه لمحوه.
phone-off = لم يعد على شجرتك.
phone-no-network = هذا يحتاج إشارة. لم يتغير شيء بعد.
phone-new = أُضيف هاتف إلى شجرتك.
phone-new-not-you = لم تكن أنت؟ أزله: المزيد، ثم هواتفك.
safe-card-made = كلماتك الاثنتا عشرة على ورق.
safe-card-not = كلماتك الاثنتا عشرة ليست على ورق بعد.
safe-persisted = وعد هذا المتصفح بحفظ كلماتك.
safe-not-persisted = قد يمحو هذا المتصفح ما يحفظه. ضع التطبيق على شاشتك الرئيسية.
safe-cannot = ما لا نستطيعه
safe-cannot-lost = بلا هاتف وبلا الكلمات، لا أحد يستطيع إعادتها.
safe-cannot-unlocked = من يمسك هاتفك مفتوحًا يستطيع قراءتها.
safe-cannot-server-sees = يرى الخادم متى يرسل الهاتف، وكم يرسل.
safe-cannot-code = الخادم يعطيك هذا التطبيق أيضًا. رمزه مفتوح ليفحصه الناس.

## A copy, and deleting
copy = نسخة لك
copy-row = خذها، أو أدخلها، أو احذف الكل
copy-title = أيامي
copy-yours = ما كتبته ملك لك.
copy-take = خذ نسخة
copy-take-what = ملف واحد فيه أيامك وصفحاتك، للقراءة والحفظ.
copy-open = الملف غير مقفل. من يفتحه يستطيع قراءته.
copy-taking = النسخة قيد الإعداد.
copy-taken = النسخة بين تنزيلاتك.
copy-bring = أدخل نسخة
copy-bring-what = تُضاف الأوراق والصفحات التي ليست هنا بعد. لا شيء هنا يتغير.
copy-file = اختر الملف
copy-bringing = النسخة تدخل.
copy-brought = كل شيء هنا الآن.
copy-not-a-copy = ذلك الملف ليس نسخة من Newleaf. لم يتغير شيء.
delete-all = احذف كل شيء
delete-all-what = على الخادم وعلى كل هواتفك. خذ نسخة أولًا إن كنت قد تريدها.
delete-ask = حذف كل شيء؟
delete-cannot-undo = شجرتك وصفحاتك وكلماتك الاثنتا عشرة تنتهي هنا. لا أحد يستطيع إعادتها.
delete-no-signal = لا إشارة، فيمكن الآن إفراغ هذا الهاتف وحده. النسخة المختومة على الخادم تبقى.
delete-yes = احذف كل شيء
delete-here = أفرغ هذا الهاتف

## More
about = حول
about-row = الإصدار والرخصة والمصدر
about-what = كل ما فعلته ورقة. الأوراق لا تسقط.
about-from = صُنع مما قاله الناس في “From Surviving to Thriving”، Lambeth، 2014.
about-not-crisis = هذه ليست خدمة طوارئ. للمساعدة حالًا، المس مساعدة الآن.
about-release = هذا الإصدار
about-no-signal = لا إشارة، فلا نستطيع عرضه الآن.
about-licence = الرخصة
about-source = احصل على المصدر
about-ask-source = من يدير هذا الخادم يعطيك مصدره إن طلبت.
about-licence-what = برنامج حر تحت AGPL، الإصدار 3 أو أحدث. يستطيع كل أحد قراءته وتغييره.
new-version = يوجد إصدار جديد.
new-version-use = استعمله الآن

## Help
help-no-signal = يعمل بلا إشارة
help-matter = أنت مهم.
help-reach = من تود أن تكلم؟
help-samaritans = Samaritans
help-samaritans-fact = مجانًا، ليلًا ونهارًا
help-shout = Shout
help-shout-fact = رسالة نصية. مجانًا، في أي وقت
help-nhs = NHS للصحة النفسية
help-nhs-fact = في إنجلترا. ثم اختر الرقم 2
help-papyrus = Papyrus
help-papyrus-fact = إن كان عمرك أقل من 35
help-danger = إن كانت حياة في خطر
help-danger-fact = الإسعاف أو الشرطة أو الإطفاء
help-nobody = لا أحد يُخبر بأنك فتحت هذه الصفحة.
help-hide = أخفِ هذا الآن
help-hide-note = يفتح صفحة طقس. لا يخفي أيقونة التطبيق ولا سجلك.
help-dated = أرقام للمملكة المتحدة. هذه القائمة من { $date }.

## Alarms
alarm-title = فعل الخادم شيئًا لا يمكن أن يكون صحيحًا.
alarm-other = ما أرسله لم يكن مناسبًا، فلم نستعمله.
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
write = اكتب
write-anything = أي شيء تحب.
only-you-short = أنت وحدك تستطيع قراءة هذا
we-cannot-open = لا نستطيع فتحه.
kept-as-you-write = يُحفظ وأنت تكتب
leaf-is-for = هذه الورقة لـ
leaf-grew = ورقتها على «{ $area }».
page-take-out = أخرج هذه الصفحة
page-out = خرجت الصفحة.
page-back = عادت الصفحة.
page-bare = صفحة بلا كلمات
page-read = اقرأ الصفحة
journal-empty = صفحاتك ستكون هنا. اكتب متى شئت.
journal-find = ابحث عن صفحة بكلماتها
journal-not-found = لا صفحة فيها هذه الكلمات.
journal-pages = صفحاتك
journal-earlier = صفحات أقدم
two-phones = كتبت هذا على هاتفين. حفظ الاثنين؟
two-phones-what = كلاهما آمن. اختر كيف تستمر الصفحة.
version-one = هاتف
version-other = الهاتف الآخر
keep-this = احفظ هذا
keep-both = احفظ الاثنين

## The six areas
area-dwell = مكان للسكن
area-enough = ما يكفي للعيش
area-do = شيء تفعله
area-belong = الانتماء
area-heard = أن تُسمع وتُفهم
area-love = أحد تحبه

## My tree
tree-picture = شجرتك. كل ما فعلته ورقة.
tree-picture-new = شجرتك، وعليها براعم. هي جاهزة متى شئت.
tree-empty = شجرتك هنا. أول ما تضيفه يصير ورقتها الأولى.
tree-show-list = اعرض كقائمة
tree-show-tree = اعرض كشجرة
tree-nearer = أقرب
tree-further = أبعد
tree-scrub = انظر إلى شجرتك في فصل آخر
tree-earlier-season = الفصل السابق
tree-later-season = الفصل التالي
tree-now = { $season }، الآن
tree-spring = ربيع { $year }
tree-summer = صيف { $year }
tree-autumn = خريف { $year }
tree-winter = شتاء { $year } إلى { $next }
tree-legend = معنى الأوراق. المس واحدة ليضيء غصنها.
tree-filter = اعرض
tree-all = الكل
tree-none-here = لا شيء هنا بعد. لا بأس.
tree-more-weeks = اعرض أسابيع أقدم
tree-this-week = هذا الأسبوع
tree-last-week = الأسبوع الماضي
tree-today = اليوم
tree-yesterday = أمس
tree-quote = «{ $words }»
tree-earlier = السابق
tree-later = التالي
tree-edit = غيّر الكلمات
tree-words = كلماتك
tree-save = احفظ
tree-cancel = اتركها كما كانت
tree-remove = أزل
tree-removed = ذهبت هذه الورقة من شجرتك. مكانها برعم.
tree-not-kept = لم يستطع هذا الهاتف حفظ ذلك. حاول مرة أخرى.
machine-translated = ترجمة آلية. قد تبدو بعض الكلمات غريبة.
