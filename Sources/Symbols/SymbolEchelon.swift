/// The mark of a unit's size above its frame, and the words for what is not drawn there.
enum SymbolEchelon {
    /// Lines of the mark of an echelon, standing on a base.
    static func path(_ code: String, base: Double) -> String? {
        let (low, high, middle) = (Int(base), Int(base) - 18, Int(base) - 9)
        func dots(_ count: Int) -> String {
            (0..<count).map { "M\(100 + 18 * $0 - 9 * (count - 1)) \(middle)v0.1m0 -3v6" }.joined()
        }
        func bars(_ count: Int) -> String {
            (0..<count).map { "M\(100 + 14 * $0 - 7 * (count - 1)) \(low)V\(high)" }.joined()
        }
        func crosses(_ count: Int) -> String {
            (0..<count).map { place in
                let x = 100 + 24 * place - 12 * (count - 1)
                return "M\(x - 9) \(low)L\(x + 9) \(high)M\(x - 9) \(high)L\(x + 9) \(low)"
            }.joined()
        }
        switch code {
        case "11": return "M92 \(middle)a8 8 0 0 1 16 0a8 8 0 0 1 -16 0M90 \(low)L110 \(high)"
        case "12": return dots(1)
        case "13": return dots(2)
        case "14": return dots(3)
        case "15": return bars(1)
        case "16": return bars(2)
        case "17": return bars(3)
        case "18": return crosses(1)
        case "21": return crosses(2)
        case "22": return crosses(3)
        case "23": return crosses(4)
        case "24": return crosses(5)
        case "25": return crosses(6)
        case "26": return "M90 \(middle)H110M100 \(low)V\(high)M118 \(middle)H138M128 \(low)V\(high)"
        default: return nil
        }
    }

    /// Mobility, towed arrays and leadership.
    static let words = [
        "31": "WHEELED", "32": "CROSS-COUNTRY", "33": "TRACKED", "34": "HALF-TRACKED", "35": "TOWED", "36": "RAIL",
        "37": "PACK ANIMALS", "41": "OVER SNOW", "42": "SLED", "51": "BARGE", "52": "AMPHIBIOUS",
        "61": "SHORT TOWED ARRAY", "62": "LONG TOWED ARRAY", "71": "LEADER", "72": "DEPUTY",
    ]
}
