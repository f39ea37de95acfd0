internal import Calls
internal import Configuration
package import ConsoleServer
package import Desk
internal import IndicatorLife
internal import Installation
internal import JSON
internal import Ledger
internal import People
internal import Store
package import Transport

/// The party's own rules by which the worth of indicators falls: kept with the node, written into no object.
extension APIService {
    package func decayRules(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let kept = try reading { connection throws(StoreError) in try SettingRows(connection).value(.decayRules) }
        let own = kept.flatMap { try? JSONDocument($0) }.flatMap { OwnDecay($0.root) }
        return Self.json(own.map(Self.told) ?? .members(["base": .integer(80), "rules": .array([])]))
    }

    package func keepDecayRules(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let own = try given(call)
        let kept = own.map(Self.kept)
        try attempt { () throws(NodeError) in
            try node.change { [node] connection throws(StoreError) in
                let rows = SettingRows(connection)
                if let kept {
                    try rows.put(.decayRules, String(decoding: kept.bytes(), as: UTF8.self))
                } else {
                    try rows.remove(.decayRules)
                }
                var entry = LedgerEntry(.record, officer: person.account.title)
                entry.internalMembers = [
                    JSONMember("record_kind", .string("decay-rules")),
                    JSONMember("body", kept ?? .members(["rules": .array([])])),
                ]
                try node.ledger.append([entry], connection)
            }
        }
        return Self.json(own.map(Self.told) ?? .members(["base": .integer(80), "rules": .array([])]))
    }

    package func tryDecayRules(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let own = try given(call)
        return Self.json(own.map(Self.told) ?? .members(["base": .integer(80), "rules": .array([])]))
    }

    /// The rules of a body; nil where there are none.
    private func given(_ call: APICall) throws(APIFault) -> OwnDecay? {
        let body = try call.content()
        guard let rules = body["rules"], rules.kind == .array else { throw .invalid("`rules` is missing") }
        guard rules.count > 0 else { return nil }
        let tree = JSONTree.members([
            "default_base_score": body["base"].map { JSONTree($0) }, "rules": JSONTree(rules),
        ])
        guard let document = try? JSONDocument(parsing: tree.bytes()), let own = OwnDecay(document.root),
            own.rules.allSatisfy({ $0.kinds.allSatisfy(Self.isType) })
        else {
            throw .invalid("a rule has a lifetime, a speed or pound above 0, and a threshold from 0 to 100")
        }
        return own
    }

    /// Whether a word may be a type of STIX (2.1, 3.1).
    private static func isType(_ word: String) -> Bool {
        (3...250).contains(word.utf8.count)
            && word.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }

    /// Rules as they are kept: as a file for `entente indicators --rule` has them.
    private static func kept(_ own: OwnDecay) -> JSONTree {
        .members(["default_base_score": number(own.base), "rules": .array(own.rules.map { .object(members($0)) })])
    }

    private static func members(_ one: OwnDecay.Rule) -> [JSONMember] {
        [
            JSONMember("kinds", .strings(one.kinds)), JSONMember("form", .string(one.form.rawValue)),
            JSONMember("lifetime", number(one.rule.lifetime)),
            JSONMember(one.form == .misp ? "decay_speed" : "pound", number(one.factor)),
            JSONMember("threshold", number(one.rule.threshold)),
        ]
    }

    /// The days on which a table says what is left, and so many points has a drawing.
    private static let (days, points): ([Double], Int) = ([0, 1, 7, 14, 30, 60, 90, 180, 365], 48)

    private static func told(_ own: OwnDecay) -> JSONTree {
        let rules = own.rules.map { one -> JSONTree in
            func scores(_ days: [Double]) -> JSONTree {
                .array(
                    days.map { day in
                        .members([
                            "day": number(day, 2), "score": number(one.rule.score(own.base, after: day), 2),
                        ])
                    }
                )
            }
            let step = one.rule.lifetime / Double(points)
            let shown = days.filter { $0 < one.rule.lifetime } + [one.rule.lifetime]
            return .object(
                members(one) + [
                    JSONMember("end", number(one.rule.end(own.base), 2)), JSONMember("days", scores(shown)),
                    JSONMember("curve", scores((0...points).map { Double($0) * step })),
                ]
            )
        }
        return .members(["base": number(own.base), "rules": .array(rules)])
    }

    /// A number that is not negative with so many digits behind the point at most.
    private static func number(_ value: Double, _ digits: Int = 6) -> JSONTree {
        let unit = (0..<digits).reduce(1) { unit, _ in unit * 10 }
        let whole = Int((value * Double(unit)).rounded())
        guard whole % unit > 0 else { return .integer(whole / unit) }
        var rest = String(whole % unit + unit).dropFirst()
        while rest.last == "0" { rest.removeLast() }
        return .number("\(whole / unit).\(rest)")
    }
}
