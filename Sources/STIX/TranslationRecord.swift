public import JSON

/// Who made a translation and how far it was looked at: our property extension of `language-content` (STIX 2.1, 7.1 and 7.3).
///
/// 1. A text begins as a draft, whoever or whatever made it; another text is a draft again.
/// 2. A draft can be checked (read against the original: ISO 17100, 5.3.2), and what is checked can be approved (5.3.3); no step is
///    left out.
/// 3. A machine is named, and persons are not: who they are is kept beside the object by the node, since the object may go to partners.
/// 4. No decision about whether something may go reads any of it. Which words stand in an object for who reads no `language-content` does:
///    only an approved text takes the place of the author's own.
public struct TranslationRecord: Sendable, Equatable {
    /// The identifier of the extension definition; `Schemas/entente-translation.json` describes it.
    public static let definition = "extension-definition--aeef4b2e-4a99-4c97-85a3-b8970aad2cdc"

    /// Who or what made the text.
    public enum Maker: String, Sendable, CaseIterable {
        /// A person.
        case person
        /// A machine.
        case machine
    }

    /// How far the text was looked at.
    public enum State: String, Sendable, CaseIterable {
        /// It was written.
        case draft
        /// It was read against the original.
        case checked
        /// Somebody answers for it who has not written it.
        case approved
    }

    /// Who or what made the text.
    public var maker: Maker
    /// The machine's name; of a text by a person, whom its author names to everybody who gets the object, or nil.
    public var translator: String?
    /// How far the text was looked at.
    public var state: State
    /// When it was checked, as a timestamp; nil for a draft.
    public var checked: String?
    /// When it was approved, as a timestamp; nil before.
    public var approved: String?

    /// The record of a new text.
    /// - Parameter machine: the machine that made it; nil for a person.
    public init(machine: String?) {
        (maker, translator, state) = (machine == nil ? .person : .machine, machine, .draft)
    }

    /// The record that an object carries, or nil if it has none, or none that can be read: its state is then not stated.
    /// - Parameter object: the object.
    public init?(of object: JSONValue) {
        guard object["type"]?.isString("language-content") ?? false,
            let content = object["extensions"]?[Self.definition], content.kind == .object,
            let maker = content["made_by"]?.string.flatMap(Maker.init(rawValue:)),
            let state = content["state"]?.string.flatMap(State.init(rawValue:))
        else { return nil }
        (self.maker, self.state) = (maker, state)
        translator = content["translator"]?.string
        checked = content["checked"]?.string
        approved = content["approved"]?.string
    }

    /// The record one step further.
    /// - Parameters:
    ///   - state: the state that is wanted.
    ///   - moment: when, as a timestamp.
    /// - Returns: the record, or nil if that is not the next step.
    public func stepped(to state: State, at moment: String) -> TranslationRecord? {
        var next = self
        next.state = state
        switch (self.state, state) {
        case (.draft, .checked): next.checked = moment
        case (.checked, .approved): next.approved = moment
        default: return nil
        }
        return next
    }

    /// How far it goes before others where one translation is shown: what is approved first, a machine's draft last, below one of
    /// which nothing is said (0).
    public var rank: Int {
        switch state {
        case .approved: 3
        case .checked: 2
        case .draft: maker == .machine ? -1 : 1
        }
    }

    /// The content of the extension.
    public var content: JSONTree {
        .members([
            "extension_type": .string("property-extension"), "made_by": .string(maker.rawValue),
            "translator": translator.map { .string($0) }, "state": .string(state.rawValue),
            "checked": checked.map { .string($0) }, "approved": approved.map { .string($0) },
        ])
    }

    /// Whether an object may follow another version of it, as whoever hands it in says: as a draft, or with nothing of it changed.
    ///
    /// What is checked or approved is so by a step of its own; and what is said of how a text was made is not taken away.
    /// - Parameters:
    ///   - previous: the version before, or nil.
    ///   - next: the object.
    /// - Returns: whether it may; true if neither has a record.
    public static func mayFollow(_ previous: JSONValue?, _ next: JSONValue) -> Bool {
        let records = [previous, next].map { $0?["extensions"]?[definition].map { JSONTree($0) } }
        guard let record = records[1] else { return records[0] == nil }
        if record["state"]?.string == State.draft.rawValue { return true }
        guard let previous, records[0] == records[1] else { return false }
        return ["contents", "object_ref", "object_modified"].allSatisfy { name in
            previous[name].map { JSONTree($0) } == next[name].map { JSONTree($0) }
        }
    }
}
