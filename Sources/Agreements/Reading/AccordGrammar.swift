/// Every sentence that the language knows; `Documentation/agreements.md` explains them in this order.
enum AccordGrammar {
    /// Sentences of a party.
    enum PartySentence: CaseIterable {
        case title, state, organisation, codes, members, identity, days, source, sourceAt
    }

    /// Sentences of a scheme.
    enum SchemeSentence: CaseIterable {
        case title, authority, levels, registered, handling, unclassified, source, sourceAt
    }

    /// Sentences of an agreement that need no article.
    enum HeadSentence: CaseIterable {
        case title, between, kind, draft, none, negotiating, signed, inForceUntil, inForce, suspendedUntil, suspended
        case ended, stateUnknown, renewed, days, source, sourceAt, note, replaces, restricts, binds
    }

    /// Sentences of an article.
    enum RuleSentence: CaseIterable {
        case levelsBoth, levelsOneWay, levelsUnknown, levelsOriginal, ceiling, electronicCeiling, courierOnly
        case everySubject, subjects, caveat, never, twoOfficers, relay, groups, provides
    }

    static let party: [(PartySentence, Phrase)] = [
        (.title, Phrase("title {language} {text}")), (.state, Phrase("a state")),
        (.organisation, Phrase("an organisation")), (.codes, Phrase("codes {list}")),
        (.members, Phrase("members {list}")), (.identity, Phrase("identity {id}")),
        (.days, Phrase("days in {zone}")),
        (.sourceAt, Phrase("source {text} at {text}")), (.source, Phrase("source {text}")),
    ]

    static let scheme: [(SchemeSentence, Phrase)] = [
        (.title, Phrase("title {language} {text}")), (.authority, Phrase("authority {text}")),
        (.levels, Phrase("levels , highest first")), (.registered, Phrase("registered down to {rest}")),
        (.handling, Phrase("no level {list}")),
        (.unclassified, Phrase("not classified {list}")), (.sourceAt, Phrase("source {text} at {text}")),
        (.source, Phrase("source {text}")),
    ]

    static let head: [(HeadSentence, Phrase)] = [
        (.title, Phrase("title {language} {text}")), (.between, Phrase("between {list}")),
        (.kind, Phrase("kind {rest}")),
        (.draft, Phrase("draft , agreed by nobody")), (.none, Phrase("nothing agreed since {day}")),
        (.negotiating, Phrase("negotiated from {day}")), (.signed, Phrase("signed on {day}")),
        (.inForceUntil, Phrase("in force from {from} until {until}")), (.inForce, Phrase("in force from {day}")),
        (.suspendedUntil, Phrase("suspended from {from} until {until}")),
        (.suspended, Phrase("suspended from {day}")),
        (.ended, Phrase("ended on {day}")), (.stateUnknown, Phrase("state unknown")),
        (.renewed, Phrase("renewed each year , with notice of {count} days")), (.days, Phrase("days in {zone}")),
        (.sourceAt, Phrase("source {text} at {text}")), (.source, Phrase("source {text}")),
        (.note, Phrase("note {text}")), (.replaces, Phrase("takes the place of {list}")),
        (.restricts, Phrase("restricts {list}")), (.binds, Phrase("binds {list}")),
    ]

    static let rule: [(RuleSentence, Phrase)] = [
        (.levelsBoth, Phrase("levels , both ways")), (.levelsOneWay, Phrase("levels , from {party} to {other}")),
        (.levelsUnknown, Phrase("levels unknown")), (.levelsOriginal, Phrase("levels as the originator marked them")),
        (.ceiling, Phrase("up to {rest}")), (.electronicCeiling, Phrase("electronically up to {rest}")),
        (.courierOnly, Phrase("by courier only")), (.everySubject, Phrase("covers all classified information")),
        (.subjects, Phrase("covers {list}")), (.caveat, Phrase("the receiver keeps {text}")),
        (.never, Phrase("never {rest}")), (.twoOfficers, Phrase("two officers release {rest}")),
        (.relay, Phrase("{party} and {other} share through {third}")),
        (.groups, Phrase("{party} is in the groups {list}")), (.provides, Phrase("provides for {text}")),
    ]

    /// What an article says in its own words.
    static let words: [(Bool, Phrase)] = [(true, Phrase("words {language} {text}"))]

    /// Conditions and duties; with a clock where one can follow.
    static let clauses: [(Clause, Phrase)] = [
        (.noDutyToGive, Phrase("nobody has to give anything")),
        (.senderMarks, Phrase("the sender marks level and origin")),
        (.receiverMarks, Phrase("the receiver marks the sender and its own level")),
        (.derivedMarked, Phrase("what is made from it is marked likewise")),
        (.thirdParty, Phrase("to nobody else without the originator's written consent")),
        (.thirdPartyReleaser, Phrase("to nobody else without the releasing party's written consent")),
        (.purpose, Phrase("used only for the purpose given")),
        (.needAndClearance, Phrase("access needs duty and clearance")),
        (.needClearanceBriefing, Phrase("access needs duty , clearance and briefing")),
        (.rankIsNoGround, Phrase("rank alone gives no access")),
        (.priorAssurance, Phrase("protection is assured before the first release")),
        (.classificationChange, Phrase("only the originator changes a level , the receiver follows")),
        (.review, Phrase("the originator reviews the level")),
        (.register, Phrase("a register is kept of cleared persons and of every item")),
        (.returnOrDestroy, Phrase("returned or destroyed when no longer needed")),
        (.copies, Phrase("copies and translations are marked like the original")),
        (.carriage, Phrase("carried in two sealed covers , against receipt")),
        (.loss, Phrase("loss , or possible loss , is reported")),
        (.visits, Phrase("visits need the host's approval")),
        (.securityVisits, Phrase("security staff may visit")), (.lawChange, Phrase("changes of law are told")),
        (.contractors, Phrase("to contractors only with cleared facility and staff")),
        (.senderLimits, Phrase("the sender's limits are kept")),
        (.disputes, Phrase("the originator decides disputes about access")),
        (.equipment, Phrase("equipment goes no further without the sender's consent")),
        (.silenceIsNo, Phrase("silence is no")), (.meetings, Phrase("the parties meet")),
        (.articlesNotRead, Phrase("other articles were not read")),
        (.officerDecides, Phrase("an officer decides every release")),
        (.absentNamed, Phrase("references to what the sender does not hold may stand")),
        (.sightersNamed, Phrase("sightings may tell who saw")),
        (.smallCountsWithheld, Phrase("small counts of sightings are withheld")),
        (.countsBanded, Phrase("counts of sightings are told in bands")),
    ]

    /// Clocks that can end a clause.
    static let clocks: [(String, Phrase)] = [
        ("atOnce", Phrase("at once")), ("promptly", Phrase("promptly")), ("hours", Phrase("within {count} hours")),
        ("days", Phrase("within {count} days")),
        ("months", Phrase("within {count} months")), ("years", Phrase("within {count} years")),
        ("yearly", Phrase("each year")), ("everyMonths", Phrase("every {count} months")),
        ("everyYears", Phrase("every {count} years")),
    ]

    /// Words that begin the number of an article.
    static let articleWords: Set<String> = [
        "article", "annex", "appendix", "section", "paragraph", "preamble", "clause", "point", "practice", "chapter",
        "title", "footnote",
    ]
}
