"""A clause, the unit in which cues are read: its words, its events, and what scope finds out about it."""
from dataclasses import dataclass, field


@dataclass(slots=True)
class Clause:
    """One clause: its span, its events by layer, and what scope found out about it.

    `flags` and `all_flags` say which kinds of event stand outside its frame, and anywhere in it (see module `flags`): what is
    asked of a clause is mostly whether it has any of a kind.
    """

    start: int
    end: int
    text: str
    closed_by: str
    head: str                     # the text from its first word on
    contrast: bool = False        # opens with 但, 而是 …: what came before does not reach in
    only: bool = False            # 才 or 方 follows, so that 只有 opens a condition
    events: dict = field(default_factory=dict)
    all_flags: int = 0
    unframed: dict | None = None  # the events outside the frame
    flags: int = 0
    frame: tuple | None = None    # the span of a condition or time frame inside the clause
    parted: bool = False          # the frame ends at a word for may or will within the clause
    frame_kind: str = ""          # "if", "except" (除非), "although", "time"
    conditions: tuple = ()        # (code, cue id) pairs that the frame names
    topic: bool = False           # 至于…, a label, a fronted topic
    question: bool = False
    depends: bool = False         # 根据…决定是否…: a question that the clause itself leaves to the case
    advice: int | None = None     # from here on the clause addresses the borrower
    example: bool = False         # 如…, 包括…: shares the stance of what it exemplifies

    def settle(self):
        """Look again which events stand outside the frame, and what kinds there are: after a change of frame or events."""
        self.all_flags = self.flags = 0
        for events in self.events.values():
            for event in events:
                self.all_flags |= event.cue.flags
        self.unframed, self.flags = self.events, self.all_flags
        if self.frame:
            start, end = self.frame
            self.flags, self.unframed = 0, {}
            for layer, events in self.events.items():
                self.unframed[layer] = [event for event in events if not start <= event.start < end]
                for event in self.unframed[layer]:
                    self.flags |= event.cue.flags

    def extend(self):
        """Make the whole clause part of the condition before it (若A, 且B, …)."""
        self.frame, self.frame_kind = (self.start, self.end), "if"
        self.conditions = tuple((e.cue.first, e.cue.id) for e in self.events.get("condition", ()) if e.cue.means)
        self.settle()

    def of(self, layer, *means, framed=False):
        """The events of one layer (and meaning) in the clause, those inside its frame left out unless `framed`."""
        found = (self.events if framed else self.unframed).get(layer, ())
        return [event for event in found if event.cue.first in means] if means else found

    def items(self, framed=False):
        """The item events of the clause."""
        return (self.events if framed else self.unframed).get("item", ())

    def drop(self, unwanted):
        """Take item events out of the clause."""
        if unwanted:
            self.events["item"] = [event for event in self.events["item"] if event not in unwanted]
            self.settle()

    def words(self, event):
        """The words of an event of the clause."""
        return self.text[event.start - self.start:event.end - self.start]

    def before(self, event):
        """The clause's text before an event."""
        return self.text[:event.start - self.start]

    def after(self, event):
        """The clause's text after an event."""
        return self.text[event.end - self.start:]
