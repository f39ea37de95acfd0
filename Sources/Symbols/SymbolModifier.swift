/// Modifiers inside the frame that are drawn as letters: those of ships (MIL-STD-2525D, tables E-III and E-IV).
enum SymbolModifier {
    /// The letters of a modifier; nil where they are not drawn.
    /// - Parameters:
    ///   - set: the symbol set.
    ///   - place: 0 for the one above the icon, 1 for the one below.
    ///   - code: its two digits.
    /// - Returns: the letters.
    static func mark(set: String, place: Int, code: String) -> String? {
        guard set == "30" else { return nil }
        return place == 0 ? missions[code] : capabilities[code]
    }

    private static let missions = [
        "01": "OWN", "02": "AAW", "03": "ASW", "04": "E", "05": "EW", "06": "ISR", "07": "MCM", "08": "MD",
        "09": "ME",
        "10": "MIW", "11": "RMV", "12": "SOF", "13": "SUW",
    ]
    private static let capabilities = ["01": "N", "02": "H", "03": "L", "04": "M", "05": "D", "06": "LOG", "07": "T"]
}
