internal import Agreements
internal import Labels

/// The rules that an ACS marking carries beside its label (R22).
///
/// 1. A rule that denies, and covers the recipient, refuses. One that denies a use (`access_privilege` of another action
///    than all, or than showing it) is kept instead where an agreement says that the recipient keeps it:
///    `the receiver keeps "deny LEGAL"`.
/// 2. Where it cannot be known whether the recipient is in a group that is denied, somebody must say so: it refers.
/// 3. Where the policy denies what no rule permits, a rule must permit a group that an agreement says the recipient is
///    in, or the recipient by name, or `ALL`; else it refers.
///
/// An item that returns to its only originator is shared no further.
extension Judge {
    mutating func judgeRules() {
        let marking = question.shared.marking
        guard !marking.rules.isEmpty, !returnsToMarker else { return }
        let recipient = RuleRecipient(question, tables)
        for rules in marking.rules {
            judgePrivileges(rules, recipient)
            judgeSharing(rules, recipient)
        }
    }

    private var returnsToMarker: Bool {
        let origins = question.shared.marking.origins
        return question.to >= 0 && !origins.isEmpty && origins.allSatisfy { $0 == question.to }
            && question.origins.allSatisfy { $0 == question.to }
    }

    private mutating func judgePrivileges(_ rules: ACSRules, _ recipient: RuleRecipient) {
        var permit: (rule: ACSMarking.AccessPrivilege, cover: RuleRecipient.Cover)?
        for rule in rules.privileges {
            switch rule.effect {
            case .permit:
                let cover = recipient.cover(of: rule)
                if permit == nil, case .inside = cover { permit = (rule, cover) }
            case .deny: judge(denied: rule, recipient)
            }
        }
        if let permit {
            note(.privilegePermitted, permit.cover, permit.rule.text)
        } else if rules.deniesPrivilegesByDefault {
            refer(.privilegeNotPermitted, party: question.to, value: "privdefault=deny")
        } else {
            self.permit(.privilegePermitted, party: question.to, value: "privdefault=permit")
        }
    }

    private mutating func judge(denied rule: ACSMarking.AccessPrivilege, _ recipient: RuleRecipient) {
        let cover = recipient.cover(of: rule)
        if case .outside = cover { return }
        let isUse = !RuleRecipient.wholeActions.contains(rule.action.uppercased())
        if isUse, let kept = recipient.standing.kept["DENY \(rule.action.uppercased())"] {
            note(
                .privilegeKept,
                .permits,
                agreement: kept.agreement,
                article: kept.rule,
                party: question.to,
                value: rule.text
            )
        } else if case .unknown = cover {
            refer(.groupUnknown, party: question.to, value: rule.text)
        } else {
            refuse(.privilegeDenied, party: question.to, value: rule.text)
        }
    }

    private mutating func judgeSharing(_ rules: ACSRules, _ recipient: RuleRecipient) {
        var permit: (rule: ACSMarking.FurtherSharing, cover: RuleRecipient.Cover)?
        for rule in rules.sharing {
            let cover = recipient.cover(of: rule)
            switch (rule.effect, cover) {
            case (.permit, .inside): permit = permit ?? (rule, cover)
            case (.permit, _), (.deny, .outside): break
            case (.deny, .inside): refuse(.sharingDenied, party: question.to, value: rule.text)
            case (.deny, .unknown): refer(.groupUnknown, party: question.to, value: rule.text)
            }
        }
        if let permit {
            note(.sharingPermitted, permit.cover, permit.rule.text)
        } else if rules.deniesSharingByDefault {
            refer(.sharingNotPermitted, party: question.to, value: "sharedefault=deny")
        } else {
            self.permit(.sharingPermitted, party: question.to, value: "sharedefault=permit")
        }
    }

    /// A permission, with the agreement that puts the recipient into its group.
    private mutating func note(_ code: GroundCode, _ cover: RuleRecipient.Cover, _ text: String) {
        guard case .inside(let statement?) = cover else {
            permit(code, party: question.to, value: text)
            return
        }
        note(
            code,
            .permits,
            agreement: statement.agreement,
            article: statement.rule,
            party: question.to,
            value: text
        )
    }
}

/// Whom the rules of an ACS marking are asked about: a party with the groups that agreements put it in.
struct RuleRecipient {
    /// Whether a rule covers the recipient.
    enum Cover {
        /// It does; where an agreement says so, that statement.
        case inside(AgreementTables.Statement?)
        /// It does not.
        case outside
        /// Nothing says it.
        case unknown
    }

    /// Actions without which nobody has anything of an item.
    static let wholeActions: Set<String> = ["ALL", "DSPLY"]

    let standing: AgreementTables.Standing
    private let to: Int
    private let isContractor: Bool
    private let tables: AgreementTables
    private let members: [Int]

    init(_ question: ReleaseQuestion, _ tables: AgreementTables) {
        self.tables = tables
        to = question.to
        standing = tables.standing(from: question.from, to: question.to)
        isContractor = question.recipient != .authority
        members = Self.members(of: question.to, tables)
    }

    /// A person of a party: only what the rules say of nationalities can be known.
    init(person nationality: Int, _ tables: AgreementTables) {
        (self.tables, to, isContractor) = (tables, nationality, false)
        standing = tables.standing(from: nationality, to: nationality)
        members = Self.members(of: nationality, tables)
    }

    private static func members(of party: Int, _ tables: AgreementTables) -> [Int] {
        guard tables.set.parties.indices.contains(party) else { return [] }
        return tables.set.parties[party].members.compactMap { tables.party($0) }
    }

    func cover(of rule: ACSMarking.FurtherSharing) -> Cover { cover(rule.scope, rule.effect) }

    /// Every list of the scope must hold the recipient; without a list nobody is permitted and everybody is denied.
    func cover(of rule: ACSMarking.AccessPrivilege) -> Cover {
        guard !rule.scope.isEmpty else { return rule.effect == .deny ? .inside(nil) : .outside }
        var (isUnknown, statement) = (false, AgreementTables.Statement?.none)
        for list in rule.scope.keys.sorted() {
            switch cover(rule.scope[list] ?? [], rule.effect) {
            case .outside: return .outside
            case .unknown: isUnknown = true
            case .inside(let found): statement = statement ?? found
            }
        }
        return isUnknown ? .unknown : .inside(statement)
    }

    private func cover(_ scope: [String], _ effect: ACSMarking.RuleEffect) -> Cover {
        var isUnknown = false
        for name in scope {
            switch cover(name, effect) {
            case .inside(let statement): return .inside(statement)
            case .unknown: isUnknown = true
            case .outside: break
            }
        }
        return isUnknown ? .unknown : .outside
    }

    /// What is denied is read widely, what is permitted narrowly: a part of a group is denied with the whole, and what is
    /// denied to a part of the recipient cannot be given to the whole of it.
    private func cover(_ name: String, _ effect: ACSMarking.RuleEffect) -> Cover {
        let word = name.uppercased()
        if word == "ALL" { return .inside(nil) }
        if let statement = standing.groups[word] { return .inside(statement) }
        for (group, statement) in standing.groups.sorted(by: { $0.key < $1.key }) {
            if group.hasPrefix(word + ".") { return .inside(statement) }
            if effect == .deny, word.hasPrefix(group + ".") { return .inside(statement) }
        }
        let first = String(name.prefix { $0 != "." })
        if let party = tables.party(name) ?? tables.party(first) {
            if party == to { return effect == .deny || tables.party(name) != nil ? .inside(nil) : .outside }
            if effect == .deny, members.contains(party) { return .inside(nil) }
            let isMember = Self.members(of: party, tables).contains(to)
            return isMember && (effect == .deny || tables.party(name) != nil) ? .inside(nil) : .outside
        }
        switch (word, effect) {
        case ("FOREIGNGOV", .deny) where !isUnitedStates && !isContractor: return .inside(nil)
        case ("SECTOR", .deny) where isContractor: return .inside(nil)
        default: return standing.groups.isEmpty ? .unknown : .outside
        }
    }

    /// ACS speaks of governments that are foreign to the United States, or to the party whose scheme it is.
    private var isUnitedStates: Bool {
        let owner = tables.scheme("US ACS").flatMap { tables.party(tables.set.schemes[$0].party) }
        return to >= 0 && (tables.party("USA") == to || owner == to)
    }
}
