/// What an advisory says of a product and a vulnerability (VEX).
public enum VEXStatus: String, Sendable, CaseIterable {
    /// The product is affected, and something is to be done.
    case knownAffected = "known_affected"
    /// It is not affected.
    case knownNotAffected = "known_not_affected"
    /// It holds a fix.
    case fixed
    /// It is not known yet whether it is affected.
    case underInvestigation = "under_investigation"

    /// The status of a name in `product_status`; nil for those that say nothing of it (`recommended`, `unknown`).
    init?(productStatus name: String) {
        switch name {
        case "first_affected", "known_affected", "last_affected": self = .knownAffected
        case "known_not_affected": self = .knownNotAffected
        case "first_fixed", "fixed": self = .fixed
        case "under_investigation": self = .underInvestigation
        default: return nil
        }
    }

    /// The names in `product_status`.
    static let names = [
        "first_affected", "known_affected", "last_affected", "known_not_affected", "first_fixed", "fixed",
        "under_investigation", "recommended", "unknown",
    ]

    /// Those that contradict each other (6.1.6).
    static let groups: [(meaning: String, names: [String])] = [
        ("affected", ["first_affected", "known_affected", "last_affected"]),
        ("not affected", ["known_not_affected"]), ("fixed", ["first_fixed", "fixed"]),
        ("under investigation", ["under_investigation"]), ("unknown", ["unknown"]),
    ]

    /// Why a product is not affected, as the standards of VEX have it.
    static let flags: Set<String> = [
        "component_not_present", "inline_mitigations_already_exist",
        "vulnerable_code_cannot_be_controlled_by_adversary", "vulnerable_code_not_in_execute_path",
        "vulnerable_code_not_present",
    ]
}
