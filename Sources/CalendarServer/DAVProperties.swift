internal import Desk
internal import LabelXML
internal import Transport

/// What the home, the collection and its files say of themselves (RFC 4918, 9.1; RFC 4791; RFC 5397; RFC 6578).
struct DAVProperties {
    private let question: CalendarService.Question

    init(_ question: CalendarService.Question) { self.question = question }

    typealias Name = DAVAnswer.Name

    /// What a request asks for.
    enum Wanted {
        case all
        case names
        case some([Name])
    }

    func answer() throws(APIFault) -> HTTPResponse {
        let wanted = try Self.wanted(question.request.body)
        let depth = question.request.field("depth")
        let isSingle = depth == "0"
        guard isSingle || depth == "1" else {
            return DAVAnswer.refusal(403, "propfind-finite-depth", "only Depth: 0 and Depth: 1 are answered")
        }
        var items: [DAVAnswer.Item] = []
        switch question.address {
        case .home:
            items.append(item(.home, wanted))
            if !isSingle { items.append(item(.collection, wanted)) }
        case .collection:
            items.append(item(.collection, wanted))
            if !isSingle { for member in question.members { items.append(item(member, wanted)) } }
        case .member(let name):
            guard let member = question.members.first(where: { $0.name == name }) else { throw .notFound }
            items.append(item(member, wanted))
        case .feed, .series: items.append(item(question.address, wanted))
        }
        return DAVAnswer.multistatus(items)
    }

    /// What a body asks for; all without one.
    private static func wanted(_ body: [UInt8]) throws(APIFault) -> Wanted {
        guard !body.isEmpty else { return .all }
        let root = try DAVAnswer.read(body)
        if root.children.contains(where: { $0.name == "propname" && $0.namespace == DAVAnswer.dav }) { return .names }
        guard let asked = names(in: root) else { return .all }
        return .some(asked)
    }

    /// The names below `prop`; nil where there is none.
    static func names(in root: XMLElement) -> [Name]? {
        root.children.first { $0.name == "prop" && $0.namespace == DAVAnswer.dav }?
            .children.map { Name($0.namespace, $0.name) }
    }

    private func item(_ address: CalendarAddress, _ wanted: Wanted) -> DAVAnswer.Item {
        Self.item(address.path(question.language), properties(of: address), wanted)
    }

    /// What is said of one instance.
    func item(_ member: CalendarService.Member, _ wanted: Wanted) -> DAVAnswer.Item {
        let path = CalendarAddress.member(member.name).path(question.language)
        return Self.item(path, Self.properties(of: member), wanted)
    }

    private static func item(_ path: String, _ all: [(name: Name, content: String)], _ wanted: Wanted)
        -> DAVAnswer.Item
    {
        var item = DAVAnswer.Item(path: path)
        switch wanted {
        // What is long is given to who asks for it by name (RFC 4791, 9.6).
        case .all: item.found = all.filter { $0.name != calendarData }
        case .names: item.found = all.map { ($0.name, "") }
        case .some(let names):
            for name in names {
                if let one = all.first(where: { $0.name == name }) {
                    item.found.append(one)
                } else {
                    item.missing.append(name)
                }
            }
        }
        return item
    }

    private static func dav(_ name: String) -> Name { Name(DAVAnswer.dav, name) }
    private static func caldav(_ name: String) -> Name { Name(DAVAnswer.caldav, name) }
    static let calendarData = caldav("calendar-data")

    private static let mayRead =
        "<d:privilege><d:read/></d:privilege><d:privilege><d:read-current-user-privilege-set/></d:privilege>"

    private static func properties(of member: CalendarService.Member) -> [(name: Name, content: String)] {
        [
            (dav("resourcetype"), ""), (dav("getetag"), DAVAnswer.escaped(member.etag)),
            (dav("getcontenttype"), "text/calendar; charset=utf-8; component=VEVENT"),
            (dav("getcontentlength"), String(member.bytes.count)),
            (dav("current-user-privilege-set"), mayRead),
            (calendarData, DAVAnswer.escaped(String(decoding: member.bytes, as: UTF8.self))),
        ]
    }

    private func properties(of address: CalendarAddress) -> [(name: Name, content: String)] {
        let home = "<d:href>\(CalendarAddress.home.path(question.language))</d:href>"
        let shared = [
            (Self.dav("displayname"), DAVAnswer.escaped(question.title)), (Self.dav("current-user-principal"), home),
            (Self.dav("principal-URL"), home), (Self.dav("owner"), home),
            (Self.dav("current-user-privilege-set"), Self.mayRead),
        ]
        switch address {
        case .home:
            return shared + [
                (Self.dav("resourcetype"), "<d:collection/><d:principal/>"), (Self.caldav("calendar-home-set"), home),
            ]
        case .collection:
            let token = CalendarService.token(question.marks)
            let reports = ["<c:calendar-multiget/>", "<c:calendar-query/>", "<d:sync-collection/>"]
            return shared + [
                (Self.dav("resourcetype"), "<d:collection/><c:calendar/>"),
                (Self.caldav("supported-calendar-component-set"), #"<c:comp name="VEVENT"/>"#),
                (
                    Self.caldav("supported-calendar-data"),
                    #"<c:calendar-data content-type="text/calendar" version="2.0"/>"#
                ),
                (
                    Self.dav("supported-report-set"),
                    reports.map { "<d:supported-report><d:report>\($0)</d:report></d:supported-report>" }.joined()
                ), (Self.dav("sync-token"), token), (Name(DAVAnswer.server, "getctag"), token),
            ]
        case .feed, .series, .member:
            return shared + [
                (Self.dav("resourcetype"), ""), (Self.dav("getcontenttype"), "text/calendar; charset=utf-8"),
            ]
        }
    }
}
