internal import Calls
internal import JSON
internal import Release
internal import Work

/// By which agreements units may be at a port: what covers their entry, whose law holds for them there, and what they
/// are supplied with.
enum PortCover {
    private static let instruments = Shape.list(
        .record([
            "name": .text.noted("its name among the agreements"), "titles": .map(.text).noted("by language"),
            "in_force": .flag.noted("whether it is in force for the whole call; else it is signed alone"),
        ])
    )

    static let shape = Shape.list(
        .record([
            "flag?": .text.noted("the state whose units they are; left out, the party that calls"),
            "units": .texts.noted("identifiers; none where the call names no unit"),
            "known": .flag.noted("whether the agreements know both states; else nothing can be said"),
            "home": .flag.noted("whether it is a port of the units' own state"),
            "entry": instruments.noted("by what units come in; none: each time by permission"),
            "jurisdiction": instruments.noted("by what it is said whose law holds"),
            "supply": instruments.noted("by what fuel, food and services are given and settled"),
        ])
    )

    /// What covers a port call, a row for the units of each flag.
    static func tree(
        _ visit: ExercisePiece<PortCallKind>,
        _ units: [String: Seen<ExercisePiece<UnitKind>>],
        _ file: ExerciseFile
    ) throws(SeenFault) -> JSONTree {
        guard let starts = visit.starts, let ends = visit.ends, starts <= ends else { return .array([]) }
        let host = try names(visit.about, file.seen)
        var flags: [String?: [String]] = [:]
        for unit in visit.units.compactMap({ units[$0] }) { flags[unit.view.flag, default: []].append(unit.id) }
        if flags.isEmpty { flags[nil] = [] }
        return .array(
            try flags.sorted { ($0.key ?? "") < ($1.key ?? "") }.map { flag, called throws(SeenFault) in
                var visitor = [flag].compactMap(\.self)
                if visitor.isEmpty { visitor = try names(visit.party, file.seen) }
                let cover = try file.seen.engines.cover(
                    ForcesStay(visitor: visitor, host: host, span: starts...ends)
                )
                let access = list(cover.instruments.filter { $0.kind == .access })
                return .members([
                    "flag": flag.map { .string($0) }, "units": .strings(called), "known": .bool(cover.isKnown),
                    "home": .bool(cover.isHome), "entry": access, "jurisdiction": access,
                    "supply": list(cover.instruments.filter { $0.kind == .servicing }),
                ])
            }
        )
    }

    private static func list(_ instruments: [Instrument]) -> JSONTree {
        .array(
            instruments.map { one in
                let titles = one.titles.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) }
                return .members([
                    "name": .string(one.name), "titles": .object(titles), "in_force": .bool(one.isInForce),
                ])
            }
        )
    }

    /// What a party is called: its identity, and the name that the reader knows.
    private static func names(_ party: String?, _ seen: SeenObjects) throws(SeenFault) -> [String] {
        guard let party else { return [] }
        return [party, try seen.title(of: party) ?? seen.parties.name(of: party)].compactMap(\.self)
    }
}
