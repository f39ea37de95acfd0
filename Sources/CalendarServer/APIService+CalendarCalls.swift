internal import Calls
internal import Configuration
package import ConsoleServer
internal import Cryptography
package import Desk
internal import Installation
internal import JSON
internal import Ledger
internal import People
internal import Release
internal import Store
package import Transport

/// What people and administrators do about calendar feeds.
extension APIService {
    /// The calls of calendars.
    package static let calendarCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "calendar-feeds",
            .signedIn,
            "The person's calendar feeds, one a device, with where they are fetched.",
            query: [.language],
            answers: [
                .json(
                    .record([
                        "name": .text.noted("what is sent as the name beside the token"),
                        "feed": .text.noted("the address of one file with all instances"),
                        "series": .text.noted("the address of one file by series"),
                        "collection": .text.noted("the address for programs that speak CalDAV"),
                        "items": .list(
                            .record([
                                "id": .text, "name": .text, "created": .time, "expires": .time, "ended": .flag,
                                "used?": .time,
                            ])
                        ), "rules": calendarRules,
                    ])
                )
            ],
            refusals: [403],
            run: APIService.calendarFeeds
        ),
        Endpoint(
            .post,
            "calendar-feeds",
            .signedIn,
            "Makes a calendar feed for a device; its token is told once.",
            once: .secret,
            body: .json(.record(["name": .text, "days": .number])),
            answers: [.json(.record(["id": .text, "token": .text, "expires": .time]), 201)],
            run: APIService.makeCalendarFeed
        ),
        Endpoint(
            .delete,
            "calendar-feeds/{id}",
            .signedIn,
            "Ends a calendar feed.",
            answers: [.nothing()],
            run: APIService.endCalendarFeed
        ),
        Endpoint(
            .get,
            "calendar-rules",
            .roles([.administrator]),
            "What leaves in calendars of people.",
            answers: [.json(calendarRules)],
            run: APIService.calendarRules
        ),
        Endpoint(
            .post,
            "calendar-rules",
            .roles([.administrator]),
            "Says what leaves in calendars of people.",
            body: .json(
                .record([
                    "levels": .list(.text(upTo: 200), from: 1, to: CalendarRules.mostLevels),
                    "above": .choices(CalendarRules.Above.allCases.map(\.rawValue)), "titles": .flag,
                ])
            ),
            answers: [.nothing("it holds from now on")],
            refusals: [422],
            run: APIService.setCalendarRules
        ),
        Endpoint(
            .get,
            "working-days",
            .signedIn,
            "Of which seats it is known on which days they work, for which years, and where from.",
            answers: [.json(.record(["items": .list(workingDaysTable)]))],
            run: APIService.workingDays
        ),
        Endpoint(
            .post,
            "working-days",
            .roles([.administrator]),
            "Loads the days on which a seat does not work, besides Saturdays and Sundays; the table before goes.",
            body: .json(
                .record(["seat": .text(upTo: 20), "source": .text(upTo: 500), "years": .map(.list(.day))])
            ),
            answers: [.nothing("they hold from now on")],
            refusals: [422],
            run: APIService.loadWorkingDays
        ),
    ]

    package func calendarFeeds(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        guard person.scopes == nil else { throw .forbidden }
        let now = node.clock()
        let (tokens, rules) = try reading { connection throws(StoreError) in
            (
                try PersonalTokenRows(connection).all(of: person.account.name).filter(Node.isCalendar),
                try CalendarRules(connection)
            )
        }
        let base = node.configuration.consoleBase
        let address = { (one: CalendarAddress) in base + one.path(call.language) }
        return Self.json(
            .members([
                "name": .string(person.account.name), "feed": .string(address(.feed)),
                "series": .string(address(.series)), "collection": .string(address(.home)),
                "items": .array(
                    tokens.map { token in
                        .members([
                            "id": .string(Encoding.hex(token.digest)), "name": .string(token.name),
                            "created": .string(Moment.text(token.created)),
                            "expires": .string(Moment.text(token.expires)), "ended": .bool(token.expires <= now),
                            "used": token.used.map { .string(Moment.text($0)) },
                        ])
                    }
                ), "rules": rules.json,
            ])
        )
    }

    package func makeCalendarFeed(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (person, name) = (try call.signedIn(), try call.text("name"))
        guard let days = try call.content()["days"]?.integer else { throw .invalid("`days` is no whole number") }
        let (text, token) = try attempt { () throws(NodeError) in
            try node.makeCalendarToken(name, days: days, for: person)
        }
        return Self.json(
            .members([
                "id": .string(Encoding.hex(token.digest)), "token": .string(text),
                "expires": .string(Moment.text(token.expires)),
            ]),
            status: 201
        )
    }

    package func endCalendarFeed(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (person, id) = (try call.signedIn(), call.target)
        let digests = try reading { connection throws(StoreError) in
            try PersonalTokenRows(connection).all(of: person.account.name).map(\.digest)
        }
        guard let digest = digests.first(where: { Encoding.hex($0) == id }) else { throw .notFound }
        let isGone = try attempt { () throws(NodeError) in try node.endCalendarToken(digest, of: person) }
        guard isGone else { throw .notFound }
        return Self.nothing
    }

    package func calendarRules(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let rules = try reading { connection throws(StoreError) in try CalendarRules(connection) }
        return Self.json(rules.json)
    }

    package func setCalendarRules(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let levels = try call.texts("levels").map { $0.split(separator: " ").joined(separator: " ") }
        guard !levels.isEmpty, levels.count <= CalendarRules.mostLevels,
            levels.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 200 })
        else {
            throw .invalid("`levels` is no list of at most \(CalendarRules.mostLevels)")
        }
        guard let above = CalendarRules.Above(rawValue: try call.text("above")) else {
            throw .invalid("`above` is missing")
        }
        guard let tellsTitles = try call.flag("titles") else { throw .invalid("`titles` is missing") }
        let rules = CalendarRules(levels: levels, above: above, tellsTitles: tellsTitles)
        let isUnclear = try reading { connection throws(StoreError) in
            ExportLimit(levels, try node.tables(now: node.clock(), connection)).isUnclear
        }
        guard !isUnclear else {
            throw APIFault(422, "level-unknown", "one of the levels is no level of the agreements in use")
        }
        try attempt { () throws(NodeError) in
            try node.change { [node] connection throws(StoreError) in
                let text = String(decoding: rules.json.bytes(), as: UTF8.self)
                try SettingRows(connection).put(.calendars, text)
                var entry = LedgerEntry(.record, officer: person.account.title)
                entry.internalMembers = [
                    JSONMember("record_kind", .string("calendars")), JSONMember("body", rules.json),
                ]
                try node.ledger.append([entry], connection)
            }
        }
        return Self.nothing
    }
}
