internal import Calls
internal import ConsoleServer
internal import Desk
internal import Work

/// Shapes of the registry that several calls share.
extension APIService {
    static let registryEntry = Shape.named(
        "RegistryEntry",
        .record([
            "number": .text.noted("as it stands in addresses: year and running number"), "year": .number,
            "running": .number, "scheme": .text, "level": .text,
            "source": .text.noted("`own`, or `partner NAME`"), "source_title": .text, "made": .time,
            "destroyed?": .time, "copies": .number.noted("copies that are here or with somebody"),
            "item?": .identifier.noted("where the registrar may see it"), "type?": .text, "name?": .text,
            "translated?": .translated, "claim?": .claim, "banner?": .text,
        ])
    )
    static let registryRecord = Shape.record([
        "entry": registryEntry, "way": .choice("arrived", "taken-up"),
        "translation_of?": .text.noted("the number of what it translates"), "translations": .texts,
        "copies": .list(
            .record([
                "copy": .number, "kind": .choices(RegistryDesk.CopyKind.allCases.map(\.rawValue)), "person": .text,
                "account?": .text, "place": .text, "made": .time, "since": .time, "ended?": .time,
                "ending?": .choice("destroyed", "transferred"),
            ])
        ),
        "transfers": .list(
            .record([
                "copy": .number, "registry": .text, "method": .choices(RegistryDesk.Method.allCases.map(\.rawValue)),
                "covers": .number, "courier": .text, "sent": .time, "receipt?": .text, "received?": .time,
            ])
        ),
        "given": .list(.record(["party": .text, "title": .text, "made": .time])).noted(
            "partners that were given it, by the acts of release"
        ),
        "sightings": .list(
            .record([
                "year": .number, "copy": .number, "state": .text, "note": .text, "made": .time, "officer": .text,
            ])
        ), "destructions": .list(destruction),
        "holders": .list(registryPerson).noted("who has an account, for choosing a holder"),
        "registries": .list(.record(["name": .text, "title": .text])).noted("of the partners"),
    ])
    static let registryAct = Shape.record([
        "act": .text, "made": .time, "officer": .text, "account?": .text, "way?": .text, "day?": .day,
        "body": .record([:]),
        "proof": .record(["salt": .text, "sealed": .text]).noted(
            "opens what the log holds of it"
        ),
    ])
    static let registryPerson = Shape.record(["account": .text, "title": .text])

    static let destruction = Shape.named(
        "Destruction",
        .record([
            "id": .text, "number": .text, "copy": .number,
            "method": .choices(RegistryDesk.Destroying.allCases.map(\.rawValue)), "reason": .text, "officer": .text,
            "own": .flag.noted("whether it is the reader's own word"), "made": .time, "decided?": .time,
            "second_officer?": .text, "outcome?": .choice("destroyed", "withdrawn"),
            "certificate": .flag.noted("whether there is one"),
        ])
    )

    static let muster = Shape.named(
        "Muster",
        .record([
            "id": .text, "year": .number, "opened": .time, "officer": .text, "closed?": .time, "closer?": .text,
            "expected": .number.noted("copies that there were when it began"),
            "looked": .number.noted("copies that were looked for"), "differing": .number,
        ])
    )
}
