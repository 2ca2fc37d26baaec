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
tab-talk = Talk
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
keeping-coming = The rest of your tree is coming.
phone-full-what = Your words stay here. Free some space, then try again.

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

## The six areas
area-dwell = Somewhere to dwell
area-enough = Enough to live on
area-do = Something to do
area-belong = Belonging
area-heard = Heard and understood
area-love = Someone to love

## Said on first screens of later things
help-plan = My safety plan
help-remind = Remind me what I’ve done
help-others = Others you can reach
help-dated-elsewhere = This list is from { $date }.
people = My people
plan = My safety plan
kind-words = Kind words
remind = Remind me
check = Check
add-phone = Add another phone
borrow = This is not my phone
safe = Safe and private
phones = Your phones
phone-new = A phone was added to your tree.
phone-new-not-you = Was it not you? Take it off: More, then Your phones.
copy = A copy of your own
about = About
new-version = A new version is ready.
new-version-use = Use it now
write = Write
days = My days
beside = Then and now
share = Share
tab-week = My week
hope = A hope
areas = Six areas
milestones = What has changed
tree-picture = Your tree. Each thing you did is a leaf.
tree-picture-new = Your tree, with buds. It is ready when you are.

## More answers
tile-slept = Slept
tile-ate = Ate something
tile-earned = Earned some money
tile-cycled = Walked or cycled
tile-tried-new = Tried something new
tile-unexpected = Something I didn’t expect
answers-change = Change the answers above
