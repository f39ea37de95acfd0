internal import Agreements
public import Configuration
public import Installation
public import JSON
package import Labels
internal import Release
internal import Store

/// Something that a duty of the agreements still asks for.
public struct OpenDuty: Sendable, Equatable {
    /// The rule of the field.
    public let rule: String
    /// A stable word.
    public let code: String
    /// What is open, for people.
    public let text: String
    /// The identifier of the item that it is about, or nil; who may not see the item does not see the duty.
    public var item: String?

    /// The duty as JSON.
    public var json: JSONTree {
        .members(["rule": .string(rule), "code": .string(code), "text": .string(text)])
    }
}

extension Node {
    /// What the registers show to be open: R09, R13 to R18, R20, R21.
    /// - Returns: the open duties in the order of the records.
    /// - Throws: `NodeError`.
    public func openDuties() throws(NodeError) -> [OpenDuty] {
        let today = DayOfMoment.day(clock(), zone: nil)
        let asked = try recallDuties()
        return try asked
            + reading { connection throws(StoreError) in
                let rows = RecordRows(connection)
                let records = try rows.all(nil)
                func named(_ kind: String) -> Set<String> { Set(records.filter { $0.kind == kind }.map(\.name)) }
                let (people, facilities) = (named("person"), named("facility"))
                var open: [OpenDuty] = []
                for record in records {
                    guard let document = try? JSONDocument(parsing: record.body) else { continue }
                    open += Self.duties(record.kind, record.name, document.root, people, facilities, today)
                }
                return open
            }
    }

    /// Recalls of partners that no officer has answered.
    private func recallDuties() throws(NodeError) -> [OpenDuty] {
        try recalls().filter { $0.isIncoming && $0.standing != .confirmed }.map { state in
            let rule = state.notice.action == .reclassify ? "R11" : "R14"
            let due = state.notice.due.map { " by \($0)" } ?? ""
            let code = state.standing == .overdue ? "recall-overdue" : "recall-open"
            let action = state.notice.action?.rawValue ?? "recall"
            return OpenDuty(
                rule: rule,
                code: code,
                text: "`\(state.partner)` asks to \(action) `\(state.notice.item)`\(due)",
                item: state.notice.item
            )
        }
    }

    /// What one record leaves open; a pure function of the record, the registers and the day.
    package static func duties(
        _ kind: String,
        _ name: String,
        _ body: JSONValue,
        _ people: Set<String>,
        _ facilities: Set<String>,
        _ today: Day
    ) -> [OpenDuty] {
        func isOver(_ member: String) -> Bool { body[member]?.string.flatMap { Day($0) }.map { $0 < today } ?? false }
        func lacks(_ member: String) -> Bool { body[member]?.string?.isEmpty ?? (body[member] == nil) }
        var open: [OpenDuty] = []
        func add(_ rule: String, _ code: String, _ text: String) {
            let isAboutItem = ["holder", "transport", "incident", "end-of-purpose"].contains(kind)
            open.append(OpenDuty(rule: rule, code: code, text: text, item: isAboutItem ? name : nil))
        }
        switch kind {
        case "person":
            if isOver("until") { add("R08", "clearance-over", "the clearance of `\(name)` has ended") }
            if lacks("briefed") { add("R09", "not-briefed", "`\(name)` has not been briefed on the duties") }
            if let facility = body["facility"]?.string, !facilities.contains(facility) {
                add("R13", "facility-unknown", "the facility `\(facility)` of `\(name)` is not on the register")
            }
        case "facility":
            if body["contractor"]?.bool ?? false, lacks("cleared_until") || isOver("cleared_until") {
                add("R21", "contractor-not-cleared", "the contractor's facility `\(name)` is not cleared")
            }
        case "holder":
            if let person = body["person"]?.string, !people.contains(person) {
                add(
                    "R13",
                    "holder-not-on-list",
                    "`\(person)` holds `\(name)` and is not on the list of cleared persons"
                )
            }
            if let facility = body["facility"]?.string, !facilities.contains(facility) {
                add("R13", "facility-unknown", "`\(name)` is in `\(facility)`, which is not on the register")
            }
            if body["copy"]?.bool ?? false, lacks("copies") {
                add("R15", "copies-not-counted", "the copies of `\(name)` are not counted")
            }
        case "transport":
            if lacks("receipt") { add("R16", "receipt-missing", "the receipt for `\(name)` has not come back") }
            if body["covers"]?.string != "2" {
                add("R16", "covers", "`\(name)` was not carried in two sealed covers")
            }
        case "incident":
            if lacks("originator_told") {
                add("R17", "originator-not-told", "the originator of `\(name)` has not been told of the loss")
            }
            if lacks("report") { add("R17", "report-missing", "there is no report on the loss of `\(name)`") }
            if lacks("measures") {
                add("R17", "measures-missing", "no steps against a repeat of the loss of `\(name)` are on record")
            }
        case "visit":
            if lacks("approved_by") {
                add("R18", "visit-not-approved", "the visit of `\(name)` has no approval of the host")
            }
        case "law-change":
            if lacks("told") {
                add(
                    "R20",
                    "law-change-not-told",
                    "the other side has not been told of the change of law of `\(name)`"
                )
            }
        case "end-of-purpose":
            if lacks("certificate") {
                add("R14", "certificate-missing", "`\(name)` is no longer needed, and neither returned nor destroyed")
            }
        default: break
        }
        return open
    }
}
