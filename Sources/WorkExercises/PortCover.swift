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
            "unit?": .identifier.noted("left out where the call names no units"), "unit_name?": .text,
            "flag?": .text.noted("the state whose unit it is"),
            "known": .flag.noted("whether the agreements know both states; else nothing can be said"),
            "home": .flag.noted("whether it is a port of the unit's own state"),
            "entry": instruments.noted("by what units come in; empty: by no agreement, each time by permission"),
            "jurisdiction": instruments.noted("by what it is said whose law holds"),
            "supply": instruments.noted("by what fuel, food and services are given and settled"),
        ])
    )

    /// What covers a port call, a unit a row.
    static func tree(
        _ visit: ExercisePiece<PortCallKind>,
        _ units: [String: Seen<ExercisePiece<UnitKind>>],
        _ file: ExerciseFile
    ) throws(SeenFault) -> JSONTree {
        guard let starts = visit.starts, let ends = visit.ends, starts <= ends, let host = visit.about else {
            return .array([])
        }
        let called = visit.units.compactMap { units[$0] }
        let rows: [Seen<ExercisePiece<UnitKind>>?] = called.isEmpty ? [nil] : called
        // Units of one flag are asked about once.
        var known: [[String]: CoveredStay] = [:]
        return .array(
            try rows.map { unit throws(SeenFault) in
                let flag = unit?.view.flag
                var visitor = [flag].compactMap(\.self)
                if visitor.isEmpty { visitor = try names(unit?.view.party ?? visit.party, file.seen) }
                var cover = known[visitor]
                if cover == nil {
                    let stay = ForcesStay(visitor: visitor, host: try names(host, file.seen), span: starts...ends)
                    cover = try file.seen.engines.cover(stay)
                    known[visitor] = cover
                }
                return row(unit, flag, cover ?? .unknown)
            }
        )
    }

    private static func row(_ unit: Seen<ExercisePiece<UnitKind>>?, _ flag: String?, _ cover: CoveredStay) -> JSONTree
    {
        let access = list(cover.instruments.filter { $0.kind == .access })
        return .members([
            "unit": unit.map { .string($0.id) }, "unit_name": unit.map { .string($0.title) },
            "flag": flag.map { .string($0) }, "known": .bool(cover.isKnown), "home": .bool(cover.isHome),
            "entry": access, "jurisdiction": access,
            "supply": list(cover.instruments.filter { $0.kind == .servicing }),
        ])
    }

    private static func list(_ instruments: [Instrument]) -> JSONTree {
        .array(
            instruments.map { one in
                .members([
                    "name": .string(one.name),
                    "titles": .object(
                        one.titles.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) }
                    ),
                    "in_force": .bool(one.isInForce),
                ])
            }
        )
    }

    /// What a party is called: its identity, and the name that the reader knows.
    private static func names(_ party: String?, _ seen: SeenObjects) throws(SeenFault) -> [String] {
        guard let party else { return [] }
        guard case .string(let name)? = try ExerciseAnswer.name(party, seen) else { return [party] }
        return [party, name]
    }
}
