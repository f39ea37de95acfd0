internal import Calls
public import Configuration
internal import ConsoleServer
internal import Desk
public import Installation
internal import JSON
internal import Paper
internal import Release
internal import Releasing
internal import Store
internal import Transport
internal import Work
internal import WorkCases
internal import WorkExercises

/// What a report for one partner is about.
public enum ReportedWork: Sendable {
    /// A case, by the identifier of its incident.
    case incident(String)
    /// What an exercise came to, by its identifier.
    case exercise(String)
}

/// A report about something for one partner: whose answer it is, and how it is told.
struct PartnerReport {
    /// The question of a workspace, what narrows it, and the member of its answer that is told.
    let question: WorkQuestion?
    let fields: [String: String]
    let member: String
    /// What it is about, as a member of the data beside the sheets.
    let about: String
    /// The file's name, without its ending, and what leaves.
    let name: String
    let kind: Leaving.Kind
    let sheets: (PartnerPaper, PartnerAnswer) -> PaperReport
}

extension PartnerReport {
    /// The report about something.
    init(_ work: ReportedWork) {
        switch work {
        case .incident(let id):
            self.init(
                question: Workspace.cases.questions.first { $0.name == "case" },
                fields: ["case": id],
                member: "case",
                about: "case",
                name: "entente-case",
                kind: .caseReport
            ) { CasePaper(paper: $0).report($1) }
        case .exercise(let id):
            self.init(
                question: Workspace.exercises.questions.first { $0.name == "after" },
                fields: ["exercise": id],
                member: "after",
                about: "exercise",
                name: "entente-after-action",
                kind: .exerciseReport
            ) { AfterPaper(paper: $0).report($1) }
        }
    }
}

extension APIService {
    /// A report about something for one partner: what that partner gave or was given of it, and nothing else.
    /// - Parameters:
    ///   - work: what it is about.
    ///   - party: the identity of the partner's party.
    ///   - order: how it is wanted.
    ///   - person: who has it made, and what it is made of: what that person may see.
    /// - Returns: the file; it is an export, and stands in the log before it leaves.
    /// - Throws: `APIFault`.
    func report(_ work: ReportedWork, for party: String, _ order: ReportOrder, by person: SignedIn)
        throws(APIFault) -> HTTPResponse
    {
        let wanted = PartnerReport(work)
        let found = try reading { connection throws(StoreError) in
            try PartnerAnswer(wanted, of: party, for: person, in: order.language, self, connection)
        }
        guard let found else { throw .notFound }
        let frame = PartnerPaper(
            words: order.words,
            now: node.clock(),
            node: try reportTitle(order),
            maker: person.account.title,
            language: order.language
        )
        let paper = wanted.sheets(frame, found)
        let data = JSONTree.object([
            JSONMember("made", .string(paper.made)), JSONMember(wanted.about, found.told),
        ])
        let leaving = ReportLeaving(
            kind: wanted.kind,
            objects: found.objects,
            opened: found.opened,
            members: [JSONMember("for", .string(found.partner))]
        )
        return try report(paper, data, named: wanted.name, order, leaving, to: person)
    }
}

extension Node {
    /// A report about something for one partner, for somebody who has proved to be a person of the node.
    /// - Parameters:
    ///   - work: what it is about.
    ///   - party: the short name of the partner, or the identity of its party.
    ///   - format: `pdf` or `docx`.
    ///   - isAccessible: of a PDF: as PDF/UA-1 instead of PDF/A-3b.
    ///   - language: `en`, `ja`, `fr` or `de`.
    ///   - actor: an account that proved itself; the report is made of what it may see.
    /// - Returns: the file.
    /// - Throws: `NodeError` if there is nothing of it or no such partner, or the file cannot be made.
    public func report(
        _ work: ReportedWork,
        for party: String,
        in format: String,
        isAccessible: Bool,
        language: String,
        by actor: Actor
    ) throws(NodeError) -> [UInt8] {
        let identity = try reading { connection throws(StoreError) in
            try PartnerRows(connection).all().first { $0.name == party }?.identity
        }
        // What the console does, without a listener.
        let service = try APIService(node: self, calls: [], pull: { _, ended in ended() }, log: .none)
        do throws(APIFault) {
            guard let person = actor.person else { throw .notSignedIn }
            let order = try service.reportOrder(format, isAccessible: isAccessible, in: language)
            return try service.report(work, for: identity ?? party, order, by: person).body.bytes
        } catch {
            let isNotFound = error.status == 404
            throw NodeError(isNotFound ? "there is no such thing, or `\(party)` has nothing of it" : error.title)
        }
    }
}
