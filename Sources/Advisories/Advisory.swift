internal import Flows
public import JSON

/// What an advisory says, whatever format it is written in.
public struct Advisory: Sendable {
    /// The format of an advisory.
    public enum Format: String, Sendable {
        /// CSAF 2.0.
        case csaf20 = "csaf-2.0"
        /// CSAF 2.1.
        case csaf21 = "csaf-2.1"
        /// A record of the CVE programme (JSON 5.x).
        case cve
        /// A security playbook (CACAO 2.0).
        case playbook = "cacao-2.0"
    }

    /// A product that it speaks of.
    public struct Product: Sendable, Equatable {
        /// Its identifier in the advisory.
        public let id: String
        /// What it is called.
        public let name: String
        /// Who makes it.
        public let vendor: String?
        /// Its version, or a range of versions.
        public let version: String?
        /// Its name in the Common Platform Enumeration.
        public let cpe: String?
        /// That name and its package URLs.
        public let identifiers: [String]
    }

    /// What it says of a product and a vulnerability.
    public struct Statement: Sendable, Equatable {
        /// The identifier of the product in the advisory.
        public let product: String
        /// Whether the product is affected.
        public let status: VEXStatus
        /// Why it is not, where a flag says so.
        public let flag: String?
    }

    /// Something that can be done.
    public struct Remediation: Sendable, Equatable {
        /// What kind of thing it is.
        public let category: String
        /// What is to be done.
        public let details: String
        /// Where there is more of it.
        public let url: String?
        /// The products that it is for.
        public let products: [String]
    }

    /// A vulnerability.
    public struct Vulnerability: Sendable, Equatable {
        /// Its identifier: that of CVE, else the first other one, else its title.
        public let name: String
        /// Its identifier of CVE.
        public let cve: String?
        /// What it is called beside.
        public let title: String?
        /// What it is.
        public let summary: String?
        /// Where there is more of it.
        public let urls: [String]
        /// The highest base score by CVSS, and its vector.
        public let score: (value: Double, vector: String)?
        /// What is said of products, in the order of the advisory.
        public let statements: [Statement]
        /// What can be done.
        public let remediations: [Remediation]

        /// Whether two say the same.
        public static func == (left: Vulnerability, right: Vulnerability) -> Bool {
            left.name == right.name && left.statements == right.statements && left.remediations == right.remediations
        }
    }

    /// Its format.
    public let format: Format
    /// Its identifier, unique with its publisher.
    public let id: String
    /// Its version.
    public let version: String
    /// Whether it is a draft, interim or final.
    public let status: String
    /// What people call it.
    public let title: String
    /// What it says in short.
    public let summary: String?
    /// Who published it.
    public let publisher: String
    /// The namespace of the publisher: an address.
    public let namespace: String
    /// The language that it is in.
    public let language: String?
    /// When it was released first, and in this version: moments of STIX.
    public let dates: (first: String, this: String)
    /// Where it is.
    public let url: String?
    /// The label of the Traffic Light Protocol without `TLP:`, in its second edition; nil where it has none.
    public let tlp: String?
    /// The group that it may be shared with.
    public let group: (id: String, name: String?)?
    /// Its products.
    public let products: [Product]
    /// Its vulnerabilities.
    public let vulnerabilities: [Vulnerability]

    /// Reads an advisory: CSAF 2.0 and 2.1, a record of CVE, or a playbook of CACAO 2.0, which says what to do.
    /// - Parameter value: the document.
    /// - Throws: `AdvisoryFault` if it is none.
    public init(_ value: JSONValue) throws(AdvisoryFault) {
        if value["dataType"]?.string == "CVE_RECORD" {
            self = try CVERecord(value).advisory()
        } else if let playbook = Playbook(value) {
            self = try playbook.advisory()
        } else {
            self = try CSAFDocument(value).advisory()
        }
    }

    /// Whether a document is a playbook (CACAO 2.0).
    /// - Parameter value: the document.
    /// - Returns: whether it is one.
    public static func isPlaybook(_ value: JSONValue) -> Bool { Playbook(value) != nil }

    /// A VEX statement as it is told.
    public struct Line: Sendable, Equatable {
        /// The product.
        public let product: Product
        /// The vulnerability.
        public let vulnerability: String
        /// What is said.
        public let statement: Statement

        /// The line of the command line.
        public func json(_ advisory: String) -> JSONTree {
            .members([
                "product": .string(product.id), "vulnerability": .string(vulnerability),
                "status": .string(statement.status.rawValue), "flag": statement.flag.map { .string($0) } ?? .null,
                "advisory": .string(advisory),
            ])
        }
    }

    /// What it says of products.
    /// - Parameter asked: a product by its identifier, its CPE name, a package URL, or words of its name; nil for
    ///   all.
    /// - Returns: what is said, in the order of the advisory.
    public func lines(about asked: String?) -> [Line] {
        let meant = asked.map { ProductWords($0) }
        var wanted: [String: Product] = [:]
        for product in products where meant?.mean(product) ?? true { wanted[product.id] = product }
        guard !wanted.isEmpty else { return [] }
        return vulnerabilities.flatMap { vulnerability in
            vulnerability.statements.compactMap { statement in
                wanted[statement.product].map {
                    Line(product: $0, vulnerability: vulnerability.name, statement: statement)
                }
            }
        }
    }

    init(
        format: Format,
        id: String,
        version: String,
        status: String,
        title: String,
        summary: String?,
        publisher: (name: String, namespace: String),
        language: String?,
        dates: (first: String, this: String),
        url: String?,
        sharing: (tlp: String?, group: (id: String, name: String?)?),
        products: [Product],
        vulnerabilities: [Vulnerability]
    ) {
        (self.format, self.id, self.version, self.status, self.title) = (format, id, version, status, title)
        (self.summary, self.publisher, self.namespace) = (summary, publisher.name, publisher.namespace)
        (self.language, self.dates, self.url) = (language, dates, url)
        (tlp, group) = sharing
        (self.products, self.vulnerabilities) = (products, vulnerabilities)
    }
}

/// Which products somebody means.
struct ProductWords {
    private let text: String
    private let words: Set<String>

    init(_ text: String) {
        self.text = text
        words = Self.words(of: text)
    }

    /// Whether a product is meant: by an identifier as it is written, or since all words that are asked for are in its
    /// name.
    func mean(_ product: Advisory.Product) -> Bool {
        if product.id == text || product.identifiers.contains(text) { return true }
        return !words.isEmpty && words.isSubset(of: Self.words(of: product.name))
    }

    /// Versions stay whole: `1.0` is one word.
    private static func words(of text: String) -> Set<String> {
        Set(text.lowercased().split { $0.isWhitespace || $0 == "," || $0 == "/" || $0 == ":" }.map(String.init))
    }
}
