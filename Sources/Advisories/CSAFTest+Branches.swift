/// Branches of the product tree, and numbers of products (6.1.31, 6.1.34, 6.1.43, 6.1.44, 6.1.50, 6.1.57 to 6.1.61).
extension CSAFTest {
    static let branches: [CSAFTest] =
        [
            CSAFTest("6.1.31") { document, say in
                for (branch, _) in document.branches where branch.text("category") == "product_version" {
                    let name = branch.text("name") ?? ""
                    if VersionRange.looksLikeOne(name) {
                        say(branch.path + "/name", "`\(name)` is a range of versions, and not one")
                    }
                }
            },
            CSAFTest("6.1.34", new) { document, say in
                for (branch, above) in document.branches where above.count >= 30 {
                    say(branch.path, "branches are more than 30 deep")
                }
            },
            CSAFTest("6.1.50", new) { document, say in
                for (branch, _) in document.branches where branch.text("category") == "product_version_range" {
                    let name = branch.text("name") ?? ""
                    if !VersionRange.isWellFormed(name) {
                        say(branch.path + "/name", "`\(name)` is no range of versions")
                    }
                }
            },
            CSAFTest("6.1.57", new) { document, say in
                for (branch, above) in document.branches {
                    guard let category = branch.text("category"), category != "product_family",
                        above.contains(category)
                    else { continue }
                    say(branch.path + "/category", "a branch above it is `\(category)` as well")
                }
            },
            CSAFTest("6.1.58", new) { document, say in
                for (branch, above) in document.branches {
                    let categories = Set(above + [branch.text("category") ?? ""])
                    guard categories.isSuperset(of: ["product_version", "product_version_range"]) else { continue }
                    say(branch.path + "/category", "a version and a range of versions are mixed")
                }
            },
            CSAFTest("6.1.59", new) { document, say in
                for (branch, _) in document.branches where branch.text("category") == "product_version_range" {
                    let name = branch.text("name") ?? ""
                    if VersionRange.isSingle(name) {
                        say(branch.path + "/name", "`\(name)` is one version, and no range")
                    }
                }
            },
        ]
        + [("6.1.43", "model_numbers"), ("6.1.44", "serial_numbers"), ("6.1.61", "skus")].map { id, list in
            CSAFTest(id, new) { document, say in
                for product in document.products {
                    for place in product.place["product_identification_helper"]?.list(list) ?? []
                    where stars(in: place.text ?? "") > 1 {
                        say(place.path, "more than one part is left open by `*`")
                    }
                }
            }
        }

    /// How many stars stand for something, since no backslash is before them.
    private static func stars(in text: String) -> Int {
        var (count, isEscaped) = (0, false)
        for byte in text.utf8 {
            if byte == UInt8(ascii: "*"), !isEscaped { count += 1 }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        return count
    }
}

extension CSAFDocument {
    /// The branches of the product tree, with the categories of those above.
    var branches: [(branch: Place, above: [String])] {
        var found: [(branch: Place, above: [String])] = []
        func add(_ place: Place, _ above: [String]) {
            found.append((place, above))
            let next = above + [place.text("category") ?? ""]
            for inner in place.list("branches") { add(inner, next) }
        }
        for branch in root["product_tree"]?.list("branches") ?? [] { add(branch, []) }
        return found
    }
}

/// Ranges of versions: `vers:TYPE/CONSTRAINTS` (the vers specification), or comparisons.
enum VersionRange {
    /// Whether the name of a version speaks of several (6.1.31).
    static func looksLikeOne(_ name: String) -> Bool {
        if name.contains(where: { "<>".contains($0) }) { return true }
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
        let said: Set<String> = [
            "after", "all", "before", "earlier", "later", "prior", "versions", "through", "until",
        ]
        return !said.isDisjoint(with: words) || hasOpenPart(name)
    }

    /// A part of a version that stands for any: `1.x`, `1.*`.
    private static func hasOpenPart(_ name: String) -> Bool {
        name.split(separator: ".").dropFirst().contains { part in
            guard let first = part.first else { return false }
            let rest = part.dropFirst().first
            return first == "*"
                || (first == "x" || first == "X") && !(rest.map { $0.isLetter || $0.isNumber } ?? false)
        }
    }

    static func isWellFormed(_ name: String) -> Bool {
        guard !name.isEmpty, !name.contains(where: \.isWhitespace) else { return false }
        guard name.hasPrefix("vers:") else { return true }
        if name == "vers:/all" { return true }
        let rest = name.dropFirst(5)
        guard let slash = rest.firstIndex(of: "/"), slash != rest.startIndex, rest.index(after: slash) < rest.endIndex
        else { return false }
        let type = rest[..<slash]
        return type.utf8.first.map { $0 >= 0x61 && $0 <= 0x7A } ?? false
            && type.utf8.allSatisfy {
                $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || [0x2B, 0x2D, 0x2E].contains($0)
            }
    }

    /// Whether a range is one version alone (6.1.59).
    static func isSingle(_ name: String) -> Bool {
        guard !name.isEmpty else { return false }
        guard name.hasPrefix("vers:") else { return !"<>!=~".contains(name.first ?? " ") }
        guard let slash = name.firstIndex(of: "/"), name != "vers:/all" else { return false }
        return name[name.index(after: slash)...].split(separator: "|").contains {
            !"<>!=~*".contains($0.first ?? " ")
        }
    }
}
