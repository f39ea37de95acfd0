internal import Packages
internal import Tables

/// The relationships of a part of a package (ECMA-376 part 2, 6.5), or the kinds of its parts (6.2.3).
final class PackageParts: XMLEvents {
    /// A relationship.
    struct Relation {
        var id: String
        /// The last step of its type: `worksheet`.
        var type: String
        var target: String
        var isExternal: Bool
    }

    private(set) var relations: [Relation] = []
    /// The kinds that parts have, of whatever name.
    private(set) var contents: Set<String> = []

    func number(of name: String, in namespace: String) -> Int { SheetMark.number(of: name, in: namespace) }

    func start(_ name: Int, _ attributes: XMLAttributes) throws(PackageFault) {
        func value(_ mark: SheetMark) -> String { attributes.string(mark.rawValue) ?? "" }
        switch SheetMark(rawValue: name) {
        case .relationship:
            relations.append(
                Relation(
                    id: value(.relationId),
                    type: value(.type).split(separator: "/").last.map(String.init) ?? "",
                    target: value(.target),
                    isExternal: value(.targetMode) == "External"
                )
            )
        case .contentOverride, .contentDefault: contents.insert(value(.contentType).lowercased())
        default: break
        }
    }

    func end(_ name: Int) throws(PackageFault) {}

    func text(_ bytes: Span<UInt8>) throws(PackageFault) {}

    /// The relationships of a part; an empty name is the package.
    static func relations(of part: String, in package: PackageReader) throws(PackageFault) -> [Relation] {
        var steps = part.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let last = steps.popLast() ?? ""
        let parts = PackageParts()
        _ = try XMLStream.read((steps + ["_rels", "\(last).rels"]).joined(separator: "/"), of: package, parts)
        return parts.relations
    }
}
