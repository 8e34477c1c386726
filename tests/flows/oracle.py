"""People at the gates, and an oracle of its own: who might decide, and what they were heard to say."""

from dataclasses import replace
from itertools import count

from genbot.domain.approvals import Gate
from genbot.domain.errors import Refusal
from genbot.domain.ideas import IdeaStatus
from genbot.domain.library import Item
from genbot.domain.people import Group, Member
from genbot.domain.productions import Stage
from genbot.domain.publications import PublicationState, Wish
from genbot.flows import assets, freeze, gate, ideas, productions, publications, reminders
from tests.deciding import decides
from tests.golden.make import BEA, CHANNEL, MAYA, START

ANA, PABLO, TEAM = "U0ANA", "U0PRODUCER", "S0TEAM"
PEOPLE = (ANA, BEA, MAYA, PABLO)  # Maya asked for all of it
IDEAS, VIDEOS, _ = Gate
HOUR = 3600.0


class Town:
    """One story in one channel: each step is tried, and held against what may come of it. What has
    ended makes room for the next idea, or the next video."""

    def __init__(self, unit, clock, ideas, videos):
        self.unit, self.clock = unit, clock
        self.left = {IDEAS: [*ideas], VIDEOS: [*videos]}
        self.rule, self.team, self.gone, self.frozen = {}, set(), set(), False
        self.about, self.said, self.passed, self.rejected = {}, {}, set(), set()
        self.covers = count(1)
        for at in (IDEAS, VIDEOS):
            self.another(at)

    def another(self, at):
        """The next one that waits for a decision; the last stays where it is."""
        thing = self.left[at].pop(0)
        self.about[at], self.said[at] = None, {}
        self.passed, self.rejected = self.passed - {at}, self.rejected - {at}
        if at is IDEAS:
            self.idea = thing
        else:
            self.made, self.caption, self.cover = thing, thing.caption, thing.thumbnail
            self.plans, self.out, self.let_out = {}, None, {}
        if not self.open(at):  # time has rejected it meanwhile
            self.rejected |= {at}

    # --- who might decide, and how many have

    def named(self, at, user):
        rule = self.rule[at]
        if user in self.gone:
            return False
        if not rule.people and not rule.groups:
            return True
        return user in rule.people or (bool(rule.groups) and user in self.team)

    def might(self, at, user):
        return self.named(at, user) and (self.rule[at].own or user != MAYA)

    def enough(self, at, said):
        rule = self.rule[at]
        heard = {user: yes for user, yes in said.items() if self.might(at, user)}
        barred = rule.one_no and not all(heard.values())
        return sum(heard.values()) >= rule.needed and not barred

    def hopeless(self, at):
        rule = self.rule[at]
        noes = {user for user, yes in self.said[at].items() if not yes}
        if rule.one_no:
            return bool(noes)
        if not rule.people and not rule.groups:
            return len(noes) >= rule.needed
        return len({user for user in PEOPLE if self.might(at, user)} - noes) < rule.needed

    def heard(self, at, about, user, *, yes):
        """An accepted word: what was said to anything else is void, and of who may decide no more."""
        if self.about[at] != about:
            self.about[at], self.said[at] = about, {}
        kept = {one: word for one, word in self.said[at].items() if self.might(at, one)}
        self.said[at] = {**kept, user: yes}

    # --- what people do

    def tried(self, story, *args, **more):
        """What came of it; None and False when it was refused."""
        try:
            return self.unit(story, *args, **more), True
        except Refusal:
            return None, False

    def yes(self, at, user):
        if at is VIDEOS:
            ballot = self.video().ballot
            return self.old(user, ballot.nth) if ballot else self._publish(user, self.shown())
        found, done = self.tried(ideas.decide, self.idea.id, self.idea.version, "approve", by=user)
        if done:
            assert self.might(at, user)
            self.heard(at, self.idea.version, user, yes=True)
            self._passes(at, found.status is IdeaStatus.APPROVE_TO_CREATE)
        return None

    def no(self, at, user):
        strict = self.rule[at].one_no
        nth, about = 0, self.idea.version
        if at is VIDEOS:
            ballot = self.video().ballot
            nth = ballot.nth if ballot else 0
            about = self.plans[nth] if nth else self.shown()
            call = (productions.reject, self.made.id, self.made.version, "no")
            found, done = self.tried(*call, by=user, nth=nth)
            gone = done and found.stage is Stage.REJECTED
        else:
            call = (ideas.decide, self.idea.id, self.idea.version, "reject")
            found, done = self.tried(*call, by=user)
            gone = done and found.status is IdeaStatus.REJECTED
        if done:
            assert self.named(at, user)
            assert strict or self.might(at, user)
            self.heard(at, about, user, yes=False)
            assert gone == self.hopeless(at)
            self.rejected |= {at} if gone else set()
            if at is VIDEOS:
                self.seen(about)

    def edit(self, user, caption, due):
        at = START + due if due else 0.0
        words = f"{caption} of {self.made.title}"
        self._publish(user, (words, at, self.cover), typed=True)

    def _publish(self, user, plan, *, typed=False):
        caption, due, cover = plan
        form = Wish(caption, due=due, thumbnail=cover) if typed else None
        call = (publications.publish, self.made.id, self.made.version)
        self._spoke(user, plan, *self.tried(*call, by=user, form=form))

    def old(self, user, nth):
        """A button of any card there ever was: it stands for the plan that was on it."""
        out, done = self.tried(publications.agree, self.made.id, nth, by=user)
        self._spoke(user, self.plans.get(nth), out, done)

    def _spoke(self, user, plan, out, done):
        if not done:
            return
        assert self.might(VIDEOS, user)
        assert not self.frozen or plan[1]
        self.heard(VIDEOS, plan, user, yes=True)
        self._passes(VIDEOS, out is not None)
        self.seen(plan)
        if out:
            assert (out.caption, out.thumbnail) == (plan[0], plan[2])
            assert out.due == plan[1] or not plan[1]
            self.out, self.let_out = out.id, self.said[VIDEOS]
            self.caption, self.about[VIDEOS] = out.caption, None

    def _passes(self, at, passed):
        assert passed == self.enough(at, self.said[at])
        self.passed |= {at} if passed else set()

    def everybody(self, at, people):
        for user in people:
            self.yes(at, user)

    def strict(self, user, rule):
        """The rule changes at the last moment, when nothing else is in the way."""
        self.thaw(user)
        self.rules(VIDEOS, rule)
        self.send()

    def but(self, at, user, changes):
        """The rule as it is but for one thing; what is on its way meets it."""
        self.rules(at, replace(self.rule[at], **changes))
        if at is VIDEOS:
            self.thaw(user)
            self.send()

    def outvoted(self, user, people):
        """One says no where that ends nothing, and the others yes; then a rejection by one ends it."""
        self.but(VIDEOS, user, {"one_no": False})
        self.no(VIDEOS, user)
        self.everybody(VIDEOS, [one for one in people if one != user])
        self.but(VIDEOS, user, {"one_no": True})

    def alone(self, user, mover, due):
        """One approves it, and another moves it; then that takes two."""
        self.but(VIDEOS, user, {"needed": 1})
        self.yes(VIDEOS, user)
        self.move(mover, due)
        self.but(VIDEOS, user, {"needed": 2})

    def recover(self, user):
        """Another cover: everybody is asked again."""
        url = f"https://cdn.gen.pro/{next(self.covers)}.png"
        item = Item("9", "cover.png", "image", url)
        if self.tried(assets.use_as_cover, item, self.made.id, by=user)[1]:
            self.cover, self.about[VIDEOS] = url, None

    def rules(self, at, rule):
        self.rule[at] = rule
        self.unit(decides(CHANNEL, **{at.value: rule}))

    def joins(self, user):
        self._team(self.team | {user})

    def quits(self, user):
        self._team(self.team - {user})

    def _team(self, people):
        self.team = people
        self.unit(lambda tx: tx.groups.save(Group(TEAM, "team", tuple(sorted(people)))))

    def goes(self, user):
        self.gone |= {user}
        self.unit(lambda tx: tx.members.save(Member(user, gone=True)))

    def comes(self, user):
        self.gone -= {user}
        self.unit(lambda tx: tx.members.save(Member(user)))

    def freeze(self, user):
        self.frozen |= self.tried(freeze.freeze, CHANNEL, "", by=user)[1]

    def thaw(self, user):
        self.frozen &= not self.tried(freeze.thaw, CHANNEL, by=user)[1]

    def wait(self, hours):
        """Time passes, and what is due is done: it may reject, and nothing else."""
        before = {at: self.open(at) for at in (IDEAS, VIDEOS)}
        for some in (0.0, hours * HOUR):
            self.clock.at += some
            self.unit(lambda tx: reminders.see_to(tx, reminders.look(tx)))
        for at, was in before.items():
            if was and not self.open(at):
                assert self.rule[at].expire
                self.rejected |= {at}

    def cancel(self, user):
        if self.out and self.tried(publications.cancel, self.out, by=user)[1]:
            self.passed -= {VIDEOS}
            self.out = None

    def move(self, user, due):
        call = (publications.move, self.out, START + due)
        if self.out and self.tried(*call, by=user)[1]:
            assert self.might(VIDEOS, user)
            assert self.rule[VIDEOS].needed == 1
            self.let_out = {user: True}

    def again(self, user):
        if self.out and self.tried(publications.send_again, self.out, by=user)[1]:
            assert self.might(VIDEOS, user)
            self.let_out = {**self.let_out, user: True}

    def send(self):
        """It leaves, when the rule of this very moment lets it."""
        if self.out is None:
            return
        out, _ = self.tried(gate.send, self.out)
        if out and out.state is PublicationState.SENDING:
            assert self.enough(VIDEOS, self.let_out)
            assert not self.frozen
            self.unit(publications.sent, self.out, "j1")
            self.out = None

    # --- what there is to see

    def video(self):
        return self.unit(productions.find, self.made.id)

    def shown(self):
        return (self.caption, 0.0, self.cover)

    def seen(self, plan):
        if ballot := self.video().ballot:
            assert self.plans.setdefault(ballot.nth, plan) == plan

    def open(self, at):
        if at is VIDEOS:
            return self.video().stage is Stage.REVIEW
        return self.unit(ideas.find, self.idea.id).status is IdeaStatus.GENERATED

    def looks(self):
        """Nothing has passed or ended but what was seen to; what is over makes room."""
        made, idea = self.video(), self.unit(ideas.find, self.idea.id)
        assert (made.stage is Stage.REJECTED) == (VIDEOS in self.rejected)
        assert (made.stage is Stage.PUBLISHING) == (VIDEOS in self.passed)
        assert (idea.status is IdeaStatus.REJECTED) == (IDEAS in self.rejected)
        assert (idea.status is IdeaStatus.APPROVE_TO_CREATE) == (IDEAS in self.passed)
        planned = {VIDEOS} if self.out else set()
        for at in (self.passed | self.rejected) - planned:
            if self.left[at]:
                self.another(at)
