/// Names of parts (ECMA-376 part 2, 6.2.2): they stay within the package.
public enum PackageName {
    /// What is wrong with a name, in words; nil where it may be used.
    static func fault(_ name: String) -> String? {
        if name.isEmpty || name.utf8.count > 1_024 { return "a part has a name of 1 to 1,024 bytes" }
        if name.unicodeScalars.contains(where: { $0.value < 0x20 || $0 == "\\" || $0.value == 0x7F }) {
            return "its name has a character that names of parts have not"
        }
        let steps = name.split(separator: "/", omittingEmptySubsequences: false)
        if name.hasPrefix("/") || steps.contains("..") || steps.contains(".") {
            return "its name leads out of the package"
        }
        if steps.dropLast().contains("") { return "its name has an empty step" }
        return nil
    }

    /// A name as it is shown in messages.
    public static func shown(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.prefix(80).map { $0.value < 0x20 ? "?" : $0 }))
    }

    /// The part that a relationship leads to; nil where it leads out of the package.
    public static func resolved(_ target: String, from part: String) -> String? {
        var steps = target.hasPrefix("/") ? [] : part.split(separator: "/").dropLast().map(String.init)
        for step in target.split(separator: "/") {
            switch step {
            case ".": break
            case "..":
                guard !steps.isEmpty else { return nil }
                steps.removeLast()
            default: steps.append(String(step))
            }
        }
        return steps.joined(separator: "/")
    }
}
