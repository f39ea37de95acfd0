package import Calls
package import Configuration

/// Roles as accounts have them: words that are kept, and duties that are separate.
extension Role {
    /// Whether any of some roles, by their words, lets a person see content.
    package static func seeContent(_ words: [String]) -> Bool {
        words.contains { Role(rawValue: $0)?.seesContent ?? true }
    }

    /// The roles that words name.
    /// - Parameter words: the words.
    /// - Returns: the roles, in a fixed order.
    /// - Throws: `NodeError` if a word names none, none is given, or duties would not be separate.
    package static func all(_ words: [String]) throws(NodeError) -> [Role] {
        var roles: Set<Role> = []
        for word in words {
            guard let role = Role(rawValue: word) else {
                let known = allCases.map(\.rawValue).joined(separator: ", ")
                throw NodeError("there is no role `\(word)`; the roles are \(known)")
            }
            roles.insert(role)
        }
        guard !roles.isEmpty else { throw NodeError("a person needs a role") }
        guard !roles.contains(.administrator) || roles.count == 1 else {
            throw NodeError("an administrator has no other role: who keeps accounts sees no content")
        }
        guard !(roles.contains(.auditor) && roles.contains(.disclosureOfficer)) else {
            throw NodeError("who decides does not audit: `auditor` and `disclosure-officer` are for two persons")
        }
        guard !(roles.contains(.auditor) && roles.contains(.registrar)) else {
            throw NodeError("who keeps the registry does not audit: `auditor` and `registrar` are for two persons")
        }
        return allCases.filter { roles.contains($0) }
    }
}
