public import JSON
internal import Labels

extension AgreementSet {
    /// The set for machines (`Schemas/agreements.json`).
    public var json: JSONTree {
        .members([
            "parties": .array(parties.map(\.json)), "schemes": .array(schemes.map(\.json)),
            "agreements": .array(agreements.map(\.json)),
        ])
    }
}

extension Agreement {
    /// The agreement for machines: what it means, without places in files.
    ///
    /// The digest is over this form.
    public var json: JSONTree {
        .members([
            "name": .string(name), "kind": .string(kind.rawValue), "titles": titles.json,
            "parties": .strings(parties), "with_members": isWithMembers ? .bool(true) : nil,
            "draft": isDraft ? .bool(true) : nil,
            "periods": .array(periods.map(\.json)),
            "notice_days": noticeDays.map { .integer($0) }, "zone": zone.map { .string($0) },
            "related": related.isEmpty ? nil : .strings(related),
            "institutions": institutions.isEmpty ? nil : .strings(institutions),
            "sources": sources.isEmpty ? nil : .array(sources.map(\.json)),
            "notes": notes.isEmpty ? nil : .strings(notes),
            "rules": .array(rules.map(\.json)),
            "words": words.isEmpty ? nil : .array(words.map(\.json)),
        ])
    }
}

extension Agreement.Period {
    var json: JSONTree {
        .members([
            "state": .string(state.rawValue), "written": written.isEmpty ? nil : .string(written),
            "from": from == .first ? nil : .string(from.description),
            "until": until == .last ? nil : .string(until.description),
        ])
    }
}

extension Rule {
    var json: JSONTree {
        var json: JSONTree = .members(["article": .string(article), "wording": .string(wording)])
        switch content {
        case .levels(let table):
            json["rule"] = .string("levels")
            json["form"] = .string(table.form.rawValue)
            if case .oneWay(let from, let to) = table.direction {
                json["from"] = .string(from)
                json["to"] = .string(to)
            }
            json["rows"] = .array(table.rows.map(\.json))
        case .ceiling(let levels):
            json["rule"] = .string("ceiling")
            json["levels"] = .array(levels.map(\.json))
        case .electronicCeiling(let levels):
            json["rule"] = .string("electronic-ceiling")
            json["levels"] = .array(levels.map(\.json))
        case .courierOnly: json["rule"] = .string("courier-only")
        case .subjects(let subjects):
            json["rule"] = .string("covers")
            json["subjects"] = .strings(subjects)
        case .keepsCaveat(let caveat):
            json["rule"] = .string("keeps-caveat")
            json["caveat"] = .string(caveat)
        case .groups(let party, let groups):
            json["rule"] = .string("groups")
            json["party"] = .string(party)
            json["groups"] = .strings(groups)
        case .never(let levels):
            json["rule"] = .string("never")
            json["levels"] = .array(levels.map(\.json))
        case .twoOfficers(let levels):
            json["rule"] = .string("two-officers")
            json["levels"] = .array(levels.map(\.json))
        case .relay(let from, let to, let through):
            json["rule"] = .string("relay")
            json["from"] = .string(from)
            json["to"] = .string(to)
            json["through"] = .string(through)
        case .clause(let clause, let clock):
            json["rule"] = .string(clause.rawValue)
            json["of_the_field"] = clause.rule.map { .string($0) }
            json["clock"] = clock.map { .string($0.duration) }
        case .provides(let text):
            json["rule"] = .string("provides")
            json["text"] = .string(text)
        }
        return json
    }
}

extension EquivalenceTable.Row {
    var json: JSONTree {
        .members([
            "groups": .array(groups.map { .array($0.map(\.json)) }),
            "gaps": gaps.isEmpty
                ? nil
                : .object(gaps.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value.rawValue)) }),
            "rest": rest.map { .string($0.rawValue) },
            "from": from == .first ? nil : .string(from.description),
            "until": until == .last ? nil : .string(until.description),
        ])
    }
}
