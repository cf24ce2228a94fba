"""Questions for reflection, one a day: on vision, current reality, mental models and what was learnt.

After Peter Senge, The Fifth Discipline (1990), and Chris Argyris' questions on reasoning; the words are our own.
"""

import datetime as dt

PROMPTS = (
    "What did you learn today that you could not have said yesterday?",
    "What do you want to be able to do a year from now that you cannot do today?",
    "Where are you honestly, on the thing you care about most?",
    "What did you assume today that you did not check?",
    "What surprised you? What had you expected, and why?",
    "Which belief of yours would a good friend question?",
    "What went well, and what did you do that made it so?",
    "What failed? What would you do differently next time?",
    "What are you avoiding, and what would the smallest first step be?",
    "Whose view do you find hardest to understand? What might they be seeing that you are not?",
    "What did you say today, and what did you think and leave unsaid?",
    "What would have to be true for you to be wrong about this?",
    "When did you last change your mind about something that matters? What did it?",
    "What did you practise today? What got a little easier?",
    "What gave you energy today, and what took it?",
    "If you could keep only one thing from today, which?",
    "What do you keep explaining away?",
    "Where did you go through the motions?",
    "What would you try if it were certain that nobody would laugh?",
    "What problem have you solved more than once? What keeps bringing it back?",
    "Which of your habits serves a goal you no longer have?",
    "What did somebody teach you today without meaning to?",
    "What facts did you pick out today, and which did you leave lying?",
    "What conclusion did you jump to? Climb back down: what did you see?",
    "What do you want more: to be right, or to find out?",
    "What would make tomorrow a good day? What is in your hands?",
    "What is the gap between what you say matters and how you spent this week?",
    "What did you do for the first time lately?",
    "Which skill did you use for real, outside of practice?",
    "What feedback stung? What is true in it?",
    "What are you pretending not to know?",
    "What is the evidence against what you are most sure of?",
    "Which question would you like to be able to answer in a month?",
    "What did you start and not finish? Let it go, or take it up?",
    "What does this season of your life ask you to learn?",
    "Whom do you admire for how they learn? What do they do?",
    "What did you notice today that others passed by?",
    "What would you tell yourself of a year ago?",
    "What have you been practising by accident?",
    "Which risk did you take, and what did it teach you?",
    "What picture of success are you following? Whose is it?",
    "What is getting better so slowly that you hardly see it?",
    "Where did you act against what you believe? Which of the two is the true one?",
    "What did you expect of somebody today without telling them?",
    "What would you predict about tomorrow, and how sure are you?",
    "What are you grateful for that you did not bring about?",
    "What is the simplest thing you still do not understand?",
    "When did time fly today? When did it drag?",
    "What did you defend today? What were you protecting?",
    "What would a beginner ask about what you do?",
    "Which of your plans is a wish? What would make it a plan?",
    "What has to stop, so that something else can begin?",
    "What did your body tell you today?",
    "What did you read or hear that stayed with you, and why that?",
    "If this week were a lesson, what would its title be?",
    "Which promise to yourself did you keep?",
    "What is one thing you understand better because of a mistake?",
    "What story do you tell about why this cannot change?",
    "What do you see differently since you wrote here last?",
    "What will you want to remember about this day?",
)


def prompt_for(day: dt.date) -> str:
    """The question of a day: the same all day, and no other until all have had their turn."""
    return PROMPTS[day.toordinal() % len(PROMPTS)]
