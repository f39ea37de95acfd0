public import JSON

/// An advisory in the Common Security Advisory Framework, 2.0 or 2.1 (OASIS).
public struct CSAFDocument: Sendable {
    /// Which edition of the standard a document follows.
    public enum Edition: String, Sendable, CaseIterable {
        /// CSAF 2.0 (OASIS Standard, 2022; ISO/IEC 20153).
        case csaf20 = "2.0"
        /// CSAF 2.1.
        case csaf21 = "2.1"
    }

    /// The edition that it names.
    public let edition: Edition
    /// The products of its product tree, in the order of the document.
    public let products: [CSAFProduct]
    let root: Place
    /// The identifiers of products by that of a group.
    let groups: [String: [String]]

    /// Reads a document.
    /// - Parameter value: the document.
    /// - Throws: `AdvisoryFault` if it is no CSAF document of 2.0 or 2.1.
    public init(_ value: JSONValue) throws(AdvisoryFault) {
        guard let written = value["document"]?["csaf_version"]?.string else {
            throw AdvisoryFault("it is no CSAF document: `document` has no `csaf_version`")
        }
        guard let edition = Edition(rawValue: written) else {
            throw AdvisoryFault("CSAF `\(written)` is not read here; 2.0 and 2.1 are")
        }
        self.edition = edition
        root = Place(value)
        products = CSAFProduct.all(in: root["product_tree"])
        var groups: [String: [String]] = [:]
        for group in root["product_tree"]?.list("product_groups") ?? [] {
            if let id = group.text("group_id") { groups[id, default: []] += group.texts("product_ids") }
        }
        self.groups = groups
        // A short text can stand for very many products: what names groups is counted before it is laid out.
        let meant = ProductReferences.groups(in: self).reduce(0) { $0 + (groups[$1.text ?? ""]?.count ?? 0) }
        guard meant <= Self.most else { throw AdvisoryFault("its groups stand for more products than are read here") }
    }

    /// So many products are laid out of groups at most.
    private static let most = 500_000

    /// The part about the document itself.
    var document: Place? { root["document"] }
    var tracking: Place? { root.at("document", "tracking") }
    var vulnerabilities: [Place] { root.list("vulnerabilities") }
    /// The profile.
    public var category: String { document?.text("category") ?? "" }
    /// What people call it.
    public var title: String { document?.text("title") ?? "" }
    /// Who published it.
    public var publisher: String { root.at("document", "publisher", "name")?.text ?? "" }
    /// The namespace of its publisher.
    public var namespace: String { root.at("document", "publisher", "namespace")?.text ?? "" }
    /// Its identifier, unique with its publisher.
    public var trackingID: String { tracking?.text("id") ?? "" }
    /// Its version.
    public var version: String { tracking?.text("version") ?? "" }
    /// Whether it is a draft, interim or final.
    public var status: String { tracking?.text("status") ?? "" }
    /// The label of the Traffic Light Protocol as it is written; nil where there is none.
    public var tlpLabel: String? { root.at("document", "distribution", "tlp", "label")?.text }
    /// The identifier and the name of the group that it may be shared with.
    public var sharingGroup: (id: String, name: String?)? {
        guard let group = root.at("document", "distribution", "sharing_group"), let id = group.text("id") else {
            return nil
        }
        return (id, group.text("name"))
    }

    /// The products that something is about: those that it names, and those of the groups that it names.
    func products(of place: Place) -> [String] {
        place.texts("product_ids") + place.texts("group_ids").flatMap { groups[$0] ?? [] }
    }

    /// The scores of a vulnerability: `scores` of 2.0, `metrics` of 2.1, each with the place of what it holds.
    func metrics(of vulnerability: Place) -> [(metric: Place, content: Place)] {
        edition == .csaf20
            ? vulnerability.list("scores").map { ($0, $0) }
            : vulnerability.list("metrics").compactMap { metric in metric["content"].map { (metric, $0) } }
    }
}

/// A product of a product tree.
public struct CSAFProduct: Sendable {
    /// Its identifier in the document.
    public let id: String
    /// Its full name.
    public let name: String
    /// Who makes it; nil where the tree does not say.
    public let vendor: String?
    /// What it is called without vendor and version; nil where the tree does not say.
    public let productName: String?
    /// Its version, or the range of its versions; nil where the tree does not say.
    public let version: String?
    /// Its names in the Common Platform Enumeration and its package URLs.
    public let identifiers: [String]
    /// Its name in the Common Platform Enumeration.
    public let cpe: String?
    /// The place of its full product name.
    let place: Place
    /// The branches above it, by category; the nearest counts.
    let branches: [String: String]

    /// The products of a tree, in the order of the document.
    static func all(in tree: Place?) -> [CSAFProduct] {
        guard let tree else { return [] }
        var found: [CSAFProduct] = []
        for branch in tree.list("branches") { add(branch, [:], to: &found) }
        found += tree.list("full_product_names").compactMap { CSAFProduct($0, [:]) }
        for name in ["relationships", "product_paths"] {
            found += tree.list(name).compactMap { $0["full_product_name"].flatMap { CSAFProduct($0, [:]) } }
        }
        return found
    }

    /// The reader of JSON bounds how deep branches are.
    private static func add(_ branch: Place, _ above: [String: String], to found: inout [CSAFProduct]) {
        var branches = above
        if let category = branch.text("category"), let name = branch.text("name") { branches[category] = name }
        if let product = branch["product"].flatMap({ CSAFProduct($0, branches) }) { found.append(product) }
        for inner in branch.list("branches") { add(inner, branches, to: &found) }
    }

    private init?(_ place: Place, _ branches: [String: String]) {
        guard let id = place.text("product_id") else { return nil }
        self.id = id
        self.place = place
        self.branches = branches
        name = place.text("name") ?? id
        vendor = branches["vendor"]
        productName = branches["product_name"]
        version = branches["product_version"] ?? branches["product_version_range"]
        let helper = place["product_identification_helper"]
        cpe = helper?.text("cpe")
        identifiers = [cpe, helper?.text("purl")].compactMap { $0 } + (helper?.texts("purls") ?? [])
    }
}
