internal import Calls
package import ConsoleServer
internal import Work

/// What administrators and officers do about indicators in general: the warning lists that values are held against, and
/// the party's own rules by which their worth falls.
extension APIService {
    /// The calls.
    package static let indicatorCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "warning-lists",
            .signedIn,
            "The warning lists of the node: values that are often met and rarely bad.",
            answers: [
                .json(
                    .record([
                        "items": .list(listShape),
                        "unread": .list(
                            .record(["id": .text, "file": .text, "problem": .text])
                        ).noted("files that hold no list"),
                    ])
                )
            ],
            run: APIService.warningLists
        ),
        Endpoint(
            .post,
            "warning-lists",
            .roles([.administrator]),
            "Keeps a warning list, in place of an older version of the same name; an entry of the log.",
            body: .json(
                .record(["list": .record([:]).noted("as misp-warninglists has it; 4 MiB at most by this way")])
            ),
            answers: [.json(listShape, 201, "kept")],
            refusals: [409, 422],
            run: APIService.keepWarningList
        ),
        Endpoint(
            .delete,
            "warning-lists/{id}",
            .roles([.administrator]),
            "Takes a warning list away; an entry of the log.",
            answers: [.nothing()],
            run: APIService.removeWarningList
        ),
        Endpoint(
            .post,
            "warning-lists/test",
            .signedIn,
            "What the warning lists say of a value. What is asked is noted nowhere.",
            scope: .read,
            once: OncePolicy.none,
            body: .json(.record(["value": .text(upTo: 65_536)])),
            answers: [
                .json(
                    .record([
                        "kind?": .text.noted("what the value is; absent where it is nothing that could be compared"),
                        "value?": .text.noted("its normal form"), "listed": ListedValue.shapes,
                    ])
                )
            ],
            run: APIService.testValue
        ),
        Endpoint(
            .post,
            "cyber/visit",
            .reader,
            "Notes that the person looks at what is new, and says when the visit before ended; nobody else is told.",
            once: OncePolicy.none,
            answers: [.json(.record(["before?": .time.noted("absent at the first visit")]))],
            run: APIService.visit
        ),
        Endpoint(
            .get,
            "decay-rules",
            .signedIn,
            "The party's own rules by which the worth of indicators falls, each with what it gives on some days.",
            answers: [.json(toldRules)],
            run: APIService.decayRules
        ),
        Endpoint(
            .post,
            "decay-rules",
            .roles([.securityOfficer, .administrator]),
            "Keeps such rules in place of those before, or takes them away; an entry of the log. No object changes.",
            body: .json(givenRules),
            answers: [.json(toldRules)],
            refusals: [422],
            run: APIService.keepDecayRules
        ),
        Endpoint(
            .post,
            "decay-rules/preview",
            .signedIn,
            "What rules would give on some days; nothing is kept.",
            scope: .read,
            once: OncePolicy.none,
            body: .json(givenRules),
            answers: [.json(toldRules)],
            refusals: [422],
            run: APIService.tryDecayRules
        ),
    ]

    private static let listShape = Shape.record([
        "id": .text, "name": .text, "version": .number, "about": .text,
        "type": .choice("string", "substring", "hostname", "cidr", "regex"),
        "attributes": .texts.noted("of MISP, about which alone it is asked; none for all"),
        "entries": .number,
    ])

    private static let ruleMembers: KeyValuePairs<String, Shape> = [
        "kinds": .texts.noted(
            "the types of STIX that it is for; none for all: the first rule that names a type counts"
        ),
        "form": .choice("misp", "opencti"),
        "lifetime": .real.noted("in days; nothing is left after it"),
        "decay_speed?": .real.noted("of MISP's formula"), "pound?": .real.noted("of OpenCTI's formula"),
        "threshold": .real.noted("0 to 100; from it on the indicator counts as spent"),
    ]
    private static let score = Shape.record(["day": .real, "score": .real])
    private static let givenRules = Shape.record([
        "base": .real.noted("0 to 100: what an indicator is worth at first that does not say"),
        "rules": .list(.record(ruleMembers), from: 0, to: 100),
    ])
    private static let toldRules = Shape.record([
        "base": .real,
        "rules": .list(
            Shape.record(ruleMembers).adding([
                "end": .real.noted("after how many days the threshold is met, from the base on"),
                "days": .list(score).noted("what the base is worth on some days"),
                "curve": .list(score).noted("the same at even distances, for a drawing"),
            ])
        ),
    ])
}
