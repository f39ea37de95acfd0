internal import Packages

/// The parts of a Word document, by what they are to its main part (ECMA-376 part 2, 6.5).
struct WordPackage {
    /// A relationship of a part.
    struct Relation {
        var id: String
        /// The last step of its type: `comments`.
        var type: String
        var target: String
        var isExternal: Bool
    }

    let package: DocumentPackage
    /// The name of the main part.
    let main: String
    /// What the main part has.
    let relations: [Relation]

    /// Finds the main part.
    /// - Throws: `DocumentFault` where the package is no Word document.
    init(_ package: DocumentPackage) throws(DocumentFault) {
        self.package = package
        let first = try Self.relations(of: "", in: package).first { $0.type == "officeDocument" && !$0.isExternal }
        guard let name = first.flatMap({ PackageName.resolved($0.target, from: "") }), package.has(name) else {
            throw DocumentFault(.unknownKind, "the package has no document that is read")
        }
        main = name
        relations = try Self.relations(of: name, in: package)
    }

    /// The relationships of a part; an empty name is the package.
    static func relations(of part: String, in package: DocumentPackage) throws(DocumentFault) -> [Relation] {
        var steps = part.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let last = steps.popLast() ?? ""
        let name = (steps + ["_rels", "\(last).rels"]).joined(separator: "/")
        guard let xml = try package.part(name) else { return [] }
        return xml.children(XMLPart.root, named: "rel:Relationship").map { node in
            Relation(
                id: xml.attribute(node, "Id") ?? "",
                type: (xml.attribute(node, "Type") ?? "").split(separator: "/").last.map(String.init) ?? "",
                target: xml.attribute(node, "Target") ?? "",
                isExternal: xml.attribute(node, "TargetMode") == "External"
            )
        }
    }

    /// The names of the parts that are something to the main part.
    func names(_ type: String) -> [String] {
        relations.filter { $0.type == type && !$0.isExternal }
            .compactMap { PackageName.resolved($0.target, from: main) }
    }

    /// The first part that is something to the main part; nil where there is none.
    func part(_ type: String) throws(DocumentFault) -> XMLPart? {
        guard let name = names(type).first else { return nil }
        return try package.part(name)
    }
}
