/// The scores that follow from a vector, in tenths; CVSS 4.0, whose scores come out of a table, is not computed.
struct CVSSScores {
    let base: Int
    let temporal: Int
    let environmental: Int

    init?(_ vector: CVSSVector) {
        switch vector.version {
        case "2.0": self = Self.two(vector)
        case "3.0", "3.1": self = Self.three(vector)
        default: return nil
        }
    }

    private init(_ base: Double, _ temporal: Double, _ environmental: Double) {
        self.base = Int((base * 10).rounded())
        self.temporal = Int((temporal * 10).rounded())
        self.environmental = Int((environmental * 10).rounded())
    }

    /// The word for a score (CVSS 3.1, section 5; 4.0, section 6).
    static func severity(_ tenths: Int) -> String {
        switch tenths {
        case ..<1: "NONE"
        case ..<40: "LOW"
        case ..<70: "MEDIUM"
        case ..<90: "HIGH"
        default: "CRITICAL"
        }
    }

    private typealias Weights = [String: Double]

    private static let impacts2: Weights = ["N": 0, "P": 0.275, "C": 0.66]
    private static let impacts3: Weights = ["N": 0, "L": 0.22, "H": 0.56]

    /// CVSS 2.0, section 3.2.
    private static func two(_ vector: CVSSVector) -> CVSSScores {
        func weight(_ letters: String, _ weights: Weights) -> Double { weights[vector[letters] ?? ""] ?? 1 }
        let way = weight("AV", ["L": 0.395, "A": 0.646, "N": 1])
        let complexity = weight("AC", ["H": 0.35, "M": 0.61, "L": 0.71])
        let ease = 20 * way * complexity * weight("Au", ["M": 0.45, "S": 0.56, "N": 0.704])
        func score(_ impact: Double) -> Double {
            let raw = 0.6 * impact + 0.4 * ease - 1.5
            return impact == 0 ? 0 : tenth(max(raw * 1.176, 0))
        }
        let needs: Weights = ["L": 0.5, "M": 1, "H": 1.51]
        var (kept, keptAsNeeded) = (1.0, 1.0)
        for letters in ["C", "I", "A"] {
            let loss = weight(letters, impacts2)
            kept *= 1 - loss
            keptAsNeeded *= 1 - loss * weight(letters + "R", needs)
        }
        let base = score(10.41 * (1 - kept))
        var later = weight("E", ["U": 0.85, "POC": 0.9, "F": 0.95, "H": 1])
        later *= weight("RL", ["OF": 0.87, "TF": 0.9, "W": 0.95, "U": 1])
        later *= weight("RC", ["UC": 0.9, "UR": 0.95, "C": 1])
        let adjusted = tenth(score(min(10, 10.41 * (1 - keptAsNeeded))) * later)
        let damages: Weights = ["N": 0, "L": 0.1, "LM": 0.3, "MH": 0.4, "H": 0.5]
        let damage = damages[vector["CDP"] ?? ""] ?? 0
        let spread = weight("TD", ["N": 0, "L": 0.25, "M": 0.75, "H": 1])
        return CVSSScores(base, tenth(base * later), tenth((adjusted + (10 - adjusted) * damage) * spread))
    }

    /// CVSS 3.0 and 3.1, section 7.
    private static func three(_ vector: CVSSVector) -> CVSSScores {
        let isNew = vector.version == "3.1"
        func weight(_ letters: String, _ weights: Weights) -> Double { weights[vector[letters] ?? ""] ?? 1 }
        var later = weight("E", ["U": 0.91, "P": 0.94, "F": 0.97, "H": 1])
        later *= weight("RL", ["O": 0.95, "T": 0.96, "W": 0.97, "U": 1])
        later *= weight("RC", ["U": 0.92, "R": 0.96, "C": 1])
        let base = score(of: vector, isModified: false)
        let adjusted = score(of: vector, isModified: true)
        return CVSSScores(base, up(base * later, isNew), up(adjusted * later, isNew))
    }

    /// The score of what a vector says, or of what it says for one's own surroundings.
    private static func score(of vector: CVSSVector, isModified: Bool) -> Double {
        let isNew = vector.version == "3.1"
        func value(_ letters: String) -> String {
            (isModified ? vector["M" + letters] : nil) ?? vector[letters] ?? ""
        }
        let isChanged = value("S") == "C"
        let needs: Weights = ["L": 0.5, "M": 1, "H": 1.5]
        var kept = 1.0
        for letters in ["C", "I", "A"] {
            let need = isModified ? needs[vector[letters + "R"] ?? ""] ?? 1 : 1
            kept *= 1 - (impacts3[value(letters)] ?? 0) * need
        }
        let loss = isModified ? min(1 - kept, 0.915) : 1 - kept
        var impact = 6.42 * loss
        if isChanged {
            let power = isModified && isNew ? raised(loss * 0.9731 - 0.02, 13) : raised(loss - 0.02, 15)
            impact = 7.52 * (loss - 0.029) - 3.25 * power
        }
        guard impact > 0 else { return 0 }
        let rights: Weights = isChanged ? ["N": 0.85, "L": 0.68, "H": 0.5] : ["N": 0.85, "L": 0.62, "H": 0.27]
        let (ways, persons): (Weights, Weights) = (
            ["N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2], ["N": 0.85, "R": 0.62]
        )
        let complexity = value("AC") == "L" ? 0.77 : 0.44
        let ease =
            8.22 * (ways[value("AV")] ?? 0) * complexity * (rights[value("PR")] ?? 0) * (persons[value("UI")] ?? 0)
        let sum = impact + ease
        return up(min(isChanged ? 1.08 * sum : sum, 10), isNew)
    }

    private static func raised(_ value: Double, _ power: Int) -> Double {
        (0..<power).reduce(1) { product, _ in product * value }
    }

    /// To the nearest tenth.
    private static func tenth(_ value: Double) -> Double { (value * 10).rounded() / 10 }

    /// Up to the next tenth; 3.1 (appendix A) does so over whole numbers, so that no error of floating point counts.
    private static func up(_ value: Double, _ isNew: Bool) -> Double {
        guard isNew else { return (value * 10).rounded(.up) / 10 }
        let whole = Int((value * 100_000).rounded())
        return whole % 10_000 == 0 ? Double(whole) / 100_000 : Double(whole / 10_000 + 1) / 10
    }
}
