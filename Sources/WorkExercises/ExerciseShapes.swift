internal import Calls

extension InjectActs {
    /// What an inject is written by.
    static let row: KeyValuePairs<String, Shape> = [
        "number": .words, "name?": .words, "planned_at?": .time.noted("left out, it is sent on demand"),
        "basis?": .text.noted("its time as it was written"),
        "from_start?": .number.noted("seconds after STARTEX, where its time counts from there"),
        "storyline?": .text, "event?": .text, "incident?": .text, "played_by?": .text,
        "audience?": .texts.noted("words of cells; needed for a new one"), "means?": .text, "body?": .text,
        "expected?": .text, "objectives?": .texts, "responsible?": .text, "state?": .choices(InjectRow.states),
        "depends_on?": .texts.noted("numbers"), "remarks?": .text,
        "columns?": .map(.text).noted("further columns of the sheet"),
    ]
}

extension LifeActs {
    /// How a party takes part.
    static let participant = Shape.record([
        "party_ref": .identifier, "role": .choice("player", "observer", "host"), "way": .choice("node", "courier"),
        "ground?": .text.noted("the agreement under which it may get what it gets"),
        "forces?": .text.noted("what covers the status of its forces"),
    ])
}
