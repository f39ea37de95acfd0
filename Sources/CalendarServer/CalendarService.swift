internal import Calendars
internal import Configuration
package import ConsoleServer
internal import Cryptography
internal import Desk
internal import Installation
internal import JSON
internal import LabelXML
internal import People
internal import Releasing
internal import Store
internal import Synchronization
internal import Transport

/// The calendars of people for their programs: two files, and a collection of CalDAV (RFC 4791, RFC 6578), only read.
///
/// A program has its own token and sends it as HTTP Basic beside the person's name: it never stands in an address,
/// which others write down. What it gets is decided anew each time; what was given is remembered by digests alone.
package final class CalendarService: Sendable {
    static let classes = "1, calendar-access"
    private static let methods = ["OPTIONS", "GET", "HEAD", "PROPFIND", "REPORT"]

    private let memory = Mutex(CalendarMemory())

    /// The room of it on the console's listener.
    package static func room() -> ConsoleRoom {
        let service = CalendarService()
        return ConsoleRoom("calendar", paths: [CalendarAddress.root, CalendarAddress.wellKnown]) { console, request in
            do throws(APIFault) {
                return try service.answer(request, console)
            } catch {
                return error.response
            }
        }
    }

    /// What a request is about, once it is known who asks.
    struct Question {
        let address: CalendarAddress
        let language: String
        let person: SignedIn
        let request: HTTPRequest
        let calendar: PersonCalendar
        let feed: PersonFeed
        let title: String
        let console: APIService
        /// Each instance as a file of its own, by its name, with its mark.
        let members: [Member]
        let marks: [String: String]
    }

    /// One instance as a file.
    struct Member {
        let event: FeedEvent
        let bytes: [UInt8]
        let etag: String
        var name: String { event.uid }
    }

    private func answer(_ request: HTTPRequest, _ console: APIService) throws(APIFault) -> HTTPResponse {
        let isBare = request.path == CalendarAddress.root || request.path == CalendarAddress.root + "/"
        if isBare || request.path == CalendarAddress.wellKnown {
            // RFC 6764, 5.
            let home = HTTPField("Location", CalendarAddress.home.path("en"))
            return HTTPResponse(status: 301, fields: [home])
        }
        if request.method == "OPTIONS" {
            return HTTPResponse(
                status: 200,
                fields: [HTTPField("DAV", Self.classes), HTTPField("Allow", Self.methods.joined(separator: ", "))]
            )
        }
        guard let person = try owner(request, console) else {
            var fault = APIFault(401, "not-signed-in", "name and token of a calendar feed are needed")
            fault.fields = [HTTPField("WWW-Authenticate", #"Basic realm="Entente calendars", charset="UTF-8""#)]
            throw fault
        }
        guard Self.methods.contains(request.method) else {
            return DAVAnswer.refusal(403, "need-privileges", "calendars of this node are only read")
        }
        guard let (address, language) = CalendarAddress.read(request.path) else { throw .notFound }
        let question = try question(address, language, person, request, console)
        switch request.method {
        case "PROPFIND": return try DAVProperties(question).answer()
        case "REPORT":
            let (response, content) = try DAVReport(question, memory: { self.known($0, person) }).answer()
            if content { try given(question) }
            remember(question)
            return response
        default:
            let response = try file(question)
            if response.status == 200 { try given(question) }
            return response
        }
    }

    /// Whose calendar is asked for; nil if nobody's.
    private func owner(_ request: HTTPRequest, _ console: APIService) throws(APIFault) -> SignedIn? {
        guard let given = request.field("authorization"), given.utf8.count < 400,
            given.lowercased().hasPrefix("basic "),
            let bytes = Encoding.bytes(base64: String(given.dropFirst(6).drop { $0 == " " })),
            let pair = String(validating: bytes, as: UTF8.self),
            let colon = pair.firstIndex(of: ":")
        else { return nil }
        let (name, token) = (String(pair[..<colon]), String(pair[pair.index(after: colon)...]))
        return try console.attempt { () throws(NodeError) in
            try console.node.owner(ofCalendarToken: token, named: name)
        }
    }

    private func question(
        _ address: CalendarAddress,
        _ language: String,
        _ person: SignedIn,
        _ request: HTTPRequest,
        _ console: APIService
    ) throws(APIFault) -> Question {
        guard let words = ConsoleWords(language, console.assets) else {
            throw APIFault(501, "no-words", "the files of the console are not there, and with them the words")
        }
        // All of it at one moment of the store: what is judged, and by which rules.
        let calendar = try console.reading { connection throws(StoreError) in
            try connection.snapshot { () throws(StoreError) in
                try PersonCalendar(of: person, words, in: language, console, connection)
            }
        }
        let title = "\(words("calendar-entry", "title")) – \(console.node.configuration.title)"
        let feed = PersonFeed(title: title, seats: calendar.seats)
        let members = calendar.events.map { event in
            let bytes = feed.member(event)
            return Member(event: event, bytes: bytes, etag: Self.etag(bytes))
        }
        let marks = Dictionary(members.map { ($0.name, $0.etag) }) { first, _ in first }
        return Question(
            address: address,
            language: language,
            person: person,
            request: request,
            calendar: calendar,
            feed: feed,
            title: title,
            console: console,
            members: members,
            marks: marks
        )
    }

    /// The mark of some bytes (RFC 9110, 8.8.3).
    static func etag(_ bytes: [UInt8]) -> String { "\"\(Encoding.hex(Array(SHA256.digest(of: bytes).prefix(16))))\"" }

    /// The feed, the feed by series, or one instance.
    ///
    /// A collection is given as its feed.
    private func file(_ question: Question) throws(APIFault) -> HTTPResponse {
        let bytes: [UInt8]
        switch question.address {
        case .home: throw .notFound
        case .feed, .collection: bytes = question.feed.flat(question.calendar.events)
        case .series: bytes = question.feed.series(question.calendar.events)
        case .member(let name):
            guard let member = question.members.first(where: { $0.name == name }) else { throw .notFound }
            bytes = member.bytes
        }
        let etag = Self.etag(bytes)
        let fields = [HTTPField("ETag", etag), HTTPField("DAV", Self.classes)]
        let known = question.request.field("if-none-match").map { value in
            value.split(separator: ",").map { $0.filter { $0 != " " }.trimmingPrefix("W/") }
        }
        if known?.contains(where: { $0 == etag || $0 == "*" }) ?? false {
            return HTTPResponse(status: 304, fields: fields)
        }
        let type = HTTPField("Content-Type", "text/calendar; charset=utf-8")
        return HTTPResponse(status: 200, fields: fields + [type], body: HTTPBody(bytes))
    }

    /// Notes that a person's calendar leaves, before it does: once for each content and device.
    private func given(_ question: Question) throws(APIFault) {
        let (node, person) = (question.console.node, question.person)
        try question.console.attempt { () throws(NodeError) in
            try node.noteOpening(question.calendar.opened, by: person, .export)
        }
        let digest = question.calendar.digest(question.feed)
        guard memory.withLock({ $0.lastGiven(to: person.digest) != digest }) else { return }
        var leaving = Leaving(
            kind: .calendar,
            marking: question.calendar.marking,
            digest: digest,
            objects: question.calendar.objects
        )
        leaving.members = [JSONMember("entries", .integer(question.calendar.events.count))]
        try question.console.log(leaving, by: person)
        memory.withLock { $0.gave(digest, to: person.digest) }
    }
}

/// What the collection was when it was listed before, for `sync-collection`: names and marks, no content.
extension CalendarService {
    private static let tokenStart = "urn:entente:calendar:"

    /// The mark of a list: the same list has the same.
    static func token(_ marks: [String: String]) -> String {
        let lines = marks.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }.joined()
        return tokenStart + Encoding.hex(Array(SHA256.digest(of: Array(lines.utf8)).prefix(16)))
    }

    /// What was listed under a mark; nil if that is not known any more.
    private func known(_ token: String, _ person: SignedIn) -> [String: String]? {
        memory.withLock { $0.marks(token, of: person.digest) }
    }

    private func remember(_ question: Question) {
        let token = Self.token(question.marks)
        memory.withLock { $0.remember(question.marks, token, for: question.person.digest) }
    }
}
