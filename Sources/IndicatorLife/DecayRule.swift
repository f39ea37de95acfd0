internal import func Glibc.pow

/// How what an indicator is worth falls with its age: `base · (1 − (t / lifetime)^power)`.
public struct DecayRule: Sendable, Hashable {
    /// After how many days nothing is left.
    public let lifetime: Double
    /// How the way down is bent: below 1 the most is lost at first.
    public let power: Double
    /// From which score on nothing is left of its use.
    public let threshold: Double
    /// Whether all of it counts before the first day; else nothing does.
    public let isWholeBefore: Bool

    /// A rule.
    /// - Returns: nil for one that makes no sense: numbers that are not above zero, or a threshold that is no score.
    public init?(lifetime: Double, power: Double, threshold: Double, isWholeBefore: Bool) {
        guard lifetime > 0, lifetime <= 100_000, power > 0, power <= 100, (0...100).contains(threshold) else {
            return nil
        }
        (self.lifetime, self.power) = (lifetime, power)
        (self.threshold, self.isWholeBefore) = (threshold, isWholeBefore)
    }

    private init(_ lifetime: Double, _ power: Double, _ threshold: Double, isWholeBefore: Bool) {
        (self.lifetime, self.power) = (lifetime, power)
        (self.threshold, self.isWholeBefore) = (threshold, isWholeBefore)
    }

    /// MISP's formula (`Polynomial`): speed is the number below the line of the power.
    static func misp(lifetime: Double, speed: Double, threshold: Double) -> DecayRule {
        DecayRule(lifetime, 1 / speed, threshold, isWholeBefore: false)
    }

    /// OpenCTI's formula, with its factor of 3; at 20 it revokes.
    static func openCTI(lifetime: Double, pound: Double) -> DecayRule {
        DecayRule(lifetime, 1 / (3 * pound), 20, isWholeBefore: true)
    }

    /// What is left after so many days.
    /// - Parameters:
    ///   - base: what there was, 0 to 100.
    ///   - days: how long ago that was.
    /// - Returns: 0 to the base.
    public func score(_ base: Double, after days: Double) -> Double {
        guard days >= 0 else { return isWholeBefore ? base : 0 }
        guard days < lifetime else { return 0 }
        return max(0, base * (1 - pow(days / lifetime, power)))
    }

    /// After how many days the threshold is met.
    /// - Parameter base: what there was, 0 to 100.
    /// - Returns: days; 0 if it was never above the threshold.
    public func end(_ base: Double) -> Double {
        guard base > threshold else { return 0 }
        return lifetime * pow(1 - threshold / base, 1 / power)
    }
}

/// By which rules the worth of indicators falls.
public enum DecayModel: Sendable {
    /// MISP's model for detection in networks ("NIDS Simple Decaying Model", version 2).
    case misp
    /// OpenCTI's built-in rules, by what an indicator is about.
    case openCTI
    /// A party's own.
    case own(OwnDecay)

    private static let network = DecayRule.misp(lifetime: 120, speed: 2, threshold: 30)
    private static let addresses = DecayRule.openCTI(lifetime: 47, pound: 0.55)
    private static let domains = DecayRule.openCTI(lifetime: 300, pound: 0.7)
    private static let files = DecayRule.openCTI(lifetime: 460, pound: 0.3)
    private static let rest = DecayRule.openCTI(lifetime: 470, pound: 0.35)

    /// The rule for what an indicator is about, a type of STIX; nil where the model says nothing of it.
    func rule(for kind: String) -> DecayRule? {
        switch self {
        case .misp: return Self.network
        case .openCTI:
            switch kind {
            case "ipv4-addr", "ipv6-addr", "url": return Self.addresses
            case "domain-name": return Self.domains
            case "file": return Self.files
            default: return Self.rest
            }
        case .own(let own): return own.rule(for: kind)
        }
    }

    /// What an indicator is worth at first where it does not say.
    var base: Double {
        switch self {
        case .misp: 80
        case .openCTI: 50
        case .own(let own): own.base
        }
    }
}
