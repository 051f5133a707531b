"""What makes a role-play good: enough turns, ideas that reach their own turn's goal, goals that nothing else reaches."""

from __future__ import annotations

from bot.lessons.can_do import goals_wanted
from bot.lessons.course import Exercise
from bot.lessons.exercises.role_play import phrase_for
from bot.lessons.grading.english import ANY_NAME, ANY_NUMBER, shown, words_of, words_of_content
from bot.lessons.marked import Spot

TURNS, TURNS_WANTED = range(3, 9), 4
CHOSEN_AT = ("a0", "a1a")  # replies are chosen there
WRONG_REPLIES = 2
# replies that get nothing done, with the phrases by which a goal may still take them: listed, they are meant
NEUTRAL = {
    "Yes.": ("yes",),
    "No.": ("no",),
    "OK.": ("ok",),
    "I don't know.": ("don't know", "i don't know"),
    "No, thank you.": ("thank", "thanks", "thank you", "no thank", "no thank you"),
}
_NEUTRAL = [(reply, words_of(reply), [words_of(phrase) for phrase in meant]) for reply, meant in NEUTRAL.items()]
FUNCTION_WORDS = frozenset(
    "a an the i you he she it we they me him her us them my your his its our their this that these those is are am was were be been "
    "do does did can could will would should must may might has have had in on at to of for from with by about and or but so if as "
    "too very".split()
)


def check_role_play(e: Exercise, level: str, spot: Spot) -> None:
    """Note the faults of one role-play."""
    if len(e.turns) not in TURNS or len(e.turns) < TURNS_WANTED:
        spot.inside("turns").fault("a role-play has four to eight turns", warning=len(e.turns) in TURNS)
    if level in CHOSEN_AT and not e.goals:
        for i, turn in enumerate(e.turns):
            if not turn.right or not turn.wrong:
                spot.inside("turns", i).fault("up to a1a each turn has the `right` reply and `wrong` ones with reasons")
            elif len(turn.wrong) < WRONG_REPLIES:
                spot.inside("turns", i).fault(f"a turn has {WRONG_REPLIES} wrong replies: add one", warning=True)
        return
    if not e.goals:
        spot.fault("give `goals`: what gets done, with phrases that show it")
    for i, turn in enumerate(e.turns):
        if turn.goal and turn.goal not in e.goals:
            spot.inside("turns", i).fault(f"there is no goal `{turn.goal}`")
            continue
        for idea in turn.ideas if turn.goal else ():
            if not phrase_for(e, turn.goal, i, words_of(idea)):
                text = f"the idea `{idea}` does not reach `{turn.goal}`, the goal of its turn: add one of its phrases to `any`"
                spot.inside("turns", i).fault(text)
    for id, goal in e.goals.items():
        _phrases(goal.any, spot.inside("goals", id))
    if e.goals and e.pass_ != (wanted := goals_wanted(len(e.goals))):
        text = f"`pass` is how many goals are enough, three of five: of {len(e.goals)} goals it is {wanted}"
        spot.inside("pass").fault(text)


def _phrases(phrases: tuple[str, ...], spot: Spot) -> None:
    """A phrase says something, and a reply that says nothing does not hold it."""
    for i, phrase in enumerate(phrases):
        words = list(words_of_content(phrase))
        if not words and phrase not in (ANY_NUMBER, ANY_NAME):
            spot.inside("any", i).fault(f"`{phrase}` has no words: remove it")
        elif len(words) == 1 and words[0] in FUNCTION_WORDS:
            text = f"`{phrase}` stands in many replies: say more of what shows that it was done"
            spot.inside("any", i).fault(text, warning=True)
        for reply, said, meant in _NEUTRAL:
            if len(words) <= len(said) and words not in meant and shown((phrase,), said):
                text = f"`{reply}` reaches this goal by `{phrase}`: a longer phrase would not"
                spot.inside("any", i).fault(text, warning=True)
