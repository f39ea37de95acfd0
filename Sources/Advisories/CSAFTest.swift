/// A test of the standard (CSAF 2.0 and 2.1, section 6.1): what it is called there, for which editions it is, and how
/// it is made.
struct CSAFTest: Sendable {
    /// Says what is wrong.
    typealias Say = (_ place: String, _ message: String) -> Void

    let id: String
    let editions: Set<CSAFDocument.Edition>
    let run: @Sendable (CSAFDocument, Say) -> Void

    /// A test of both editions, unless some are named.
    init(
        _ id: String,
        _ editions: Set<CSAFDocument.Edition> = [.csaf20, .csaf21],
        _ run: @escaping @Sendable (CSAFDocument, Say) -> Void
    ) {
        (self.id, self.editions, self.run) = (id, editions, run)
    }

    static let new: Set<CSAFDocument.Edition> = [.csaf21]

    /// All of them, in the order of the standard.
    static let all: [CSAFTest] =
        (products + scores + [language] + packageURLs + revisions + categories + profiles + statements + branches
        + sharing + assessments + licenses + dates)
        .sorted { left, right in
            numbers(left.id).lexicographicallyPrecedes(numbers(right.id))
        }

    private static func numbers(_ id: String) -> [Int] { id.split(separator: ".").compactMap { Int($0) } }
}

/// Checks advisories.
public enum CSAFCheck {
    /// So many findings are told of one document at most; the rest is no news.
    public static let most = 1_000

    /// The tests that are made of documents of an edition, by their numbers in the standard.
    public static func tests(of edition: CSAFDocument.Edition) -> [String] {
        ["schema"] + CSAFTest.all.filter { $0.editions.contains(edition) }.map(\.id)
    }

    /// What is wrong in a document.
    /// - Parameter document: the document.
    /// - Returns: what is wrong, in the order of the tests, `most` at most; nothing if all tests are passed.
    public static func findings(of document: CSAFDocument) -> [AdvisoryFinding] {
        var found = CSAFForm.findings(of: document)
        for test in CSAFTest.all where test.editions.contains(document.edition) {
            guard found.count < most else { break }
            var told: [AdvisoryFinding] = []
            test.run(document) { told.append(AdvisoryFinding(test.id, at: $0, $1)) }
            found += told
        }
        return Array(found.prefix(most))
    }
}
