public import Calls
public import JSON
public import STIX

/// One part of the partnership's daily work: its types of objects, what can be asked about them, and what falls due.
///
/// A value, so that a node needs nothing but the list of them: calls, the document of the API, validation, forms, the
/// command line and
/// the count of what is due come from it.
public struct Workspace: Sendable {
    /// Its name: in paths, on the command line, of its page.
    public let name: String
    /// What it is for, in a sentence.
    public let summary: String
    /// The types of objects that it brings.
    public let types: [TypeSchema]
    /// What can be asked.
    public let questions: [WorkQuestion]
    /// What can be done.
    public let acts: [WorkAct]
    /// What is due or overdue on a day.
    public let dues: @Sendable (SeenObjects, Int64) throws(SeenFault) -> [Due]
    /// What it has for the calendars of people; what is not wanted by the span may be there too.
    public let entries: @Sendable (SeenObjects, CalendarSpan) throws(SeenFault) -> [CalendarEntry]

    /// A workspace.
    /// - Parameters:
    ///   - name: its name.
    ///   - summary: what it is for.
    ///   - types: the types of objects that it brings.
    ///   - questions: what can be asked; left out, its objects are listed with what they say.
    ///   - acts: what can be done.
    ///   - dues: what is due, at a moment in microseconds since 1970.
    ///   - entries: what it has for calendars; left out, what is due has its day.
    public init(
        _ name: String,
        _ summary: String,
        types: [TypeSchema],
        questions: [WorkQuestion]? = nil,
        acts: [WorkAct] = [],
        dues: @escaping @Sendable (SeenObjects, Int64) throws(SeenFault) -> [Due] = { _, _ in [] },
        entries: (@Sendable (SeenObjects, CalendarSpan) throws(SeenFault) -> [CalendarEntry])? = nil
    ) {
        self.name = name
        self.summary = summary
        self.types = types
        self.questions = questions ?? [.listing(of: types, summary)]
        self.acts = acts
        self.dues = dues
        if let entries {
            self.entries = entries
        } else {
            self.entries = { seen, span throws(SeenFault) in
                let due = try dues(seen, span.now)
                return due.map { $0.entry }
            }
        }
    }
}

/// Something that can be asked of a workspace; the answer is a function of what the asker may see.
public struct WorkQuestion: Sendable {
    /// Its name behind that of the workspace; empty for the one that its page stands on.
    public let name: String
    /// What it answers, in a sentence.
    public let summary: String
    /// What narrows it.
    public let query: [QueryField]
    /// What it is asked about, where that is more than a query holds; nil for nothing.
    public let body: Shape?
    /// What the answer holds.
    public let answer: Shape
    /// Answers it.
    public let run: @Sendable (WorkCall) throws(SeenFault) -> JSONTree

    /// A question.
    /// - Parameters:
    ///   - summary: what it answers.
    ///   - name: its name behind that of the workspace; empty for the one that its page stands on.
    ///   - query: what narrows it.
    ///   - body: what it is asked about, where that is more than a query holds.
    ///   - answer: what the answer holds.
    ///   - run: answers it.
    public init(
        _ summary: String,
        named name: String = "",
        query: [QueryField] = [],
        body: Shape? = nil,
        answer: Shape,
        run: @escaping @Sendable (WorkCall) throws(SeenFault) -> JSONTree
    ) {
        self.name = name
        self.summary = summary
        self.query = query
        self.body = body
        self.answer = answer
        self.run = run
    }
}

/// A question as it is asked.
public struct WorkCall {
    /// What the asker may see.
    public let seen: SeenObjects
    /// The moment, in microseconds since 1970.
    public let now: Int64
    /// What it is asked about; nil where nothing is.
    public let body: JSONValue?
    private let fields: [String: String]

    /// A question as it is asked.
    /// - Parameters:
    ///   - seen: what the asker may see.
    ///   - now: the moment, in microseconds since 1970.
    ///   - fields: what narrows it, by name.
    ///   - body: what it is asked about; left out, nothing.
    public init(_ seen: SeenObjects, now: Int64, _ fields: [String: String] = [:], body: JSONValue? = nil) {
        (self.seen, self.now, self.fields, self.body) = (seen, now, fields, body)
    }

    /// What a field says; empty counts as absent.
    public func asked(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }
}

/// Something that is due.
public struct Due: Sendable {
    /// The identifier of the object that says so.
    public let id: String
    /// What people call it.
    public let title: String
    /// Its banner.
    public let banner: String
    /// When, in microseconds since 1970.
    public let moment: Int64

    /// Something that is due.
    public init(id: String, title: String, banner: String, moment: Int64) {
        (self.id, self.title, self.banner, self.moment) = (id, title, banner, moment)
    }

    /// Its day in a calendar, by the clock of UTC.
    public var entry: CalendarEntry {
        CalendarEntry(
            series: id,
            objects: [id],
            time: .day(CivilDay(ofMoment: moment)),
            title: title,
            banner: banner
        )
    }
}
