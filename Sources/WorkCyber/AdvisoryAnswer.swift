internal import Advisories
internal import Calls
internal import JSON
internal import Work

/// A report that stands for an advisory.
struct AdvisoryReport: WorkObject {
    static let type = "report"
    let artifacts: [String]
    let objects: [String]

    init?(_ object: SeenValue) {
        guard object.texts("labels").contains(AdvisoryObjects.label) else { return nil }
        objects = object.texts("object_refs")
        artifacts = objects.filter { $0.hasPrefix("artifact--") }
        guard !artifacts.isEmpty else { return nil }
    }
}

/// The file of an advisory.
struct AdvisoryFile: WorkObject {
    static let type = "artifact"
    let bytes: Int
    private let payload: String

    init?(_ object: SeenValue) {
        guard let payload = object.text("payload_bin") else { return nil }
        self.payload = payload
        bytes = payload.utf8.count / 4 * 3
    }

    /// What it says; nil if it is no advisory.
    var document: JSONDocument? {
        Base64.bytes(payload).flatMap { try? JSONDocument(parsing: $0) }
    }
}

/// What advisories say, out of their own files: nothing of it is kept apart, and a reader who may not see a file is
/// told nothing of it.
enum AdvisoryAnswer {
    /// So many bytes of files are read for one answer at most: the newest advisories.
    private static let mostBytes = 16 << 20
    /// So many lines of one answer at most.
    private static let most = 1_000

    static let questions = [vex, list, one]

    private static let head = Shape.record([
        "id": .identifier.noted("the report that stands for the advisory"),
        "file": .identifier.noted("the artifact with its file"), "banner": .text, "source": .text,
        "advisory": .text.noted("its identifier, unique with its publisher"), "title": .text, "publisher": .text,
        "version": .text, "status": .text, "format": .text, "released": .text,
        "tlp": .text.noted("the label that it bears where it comes from; empty for none"),
    ])
    private static let statement = Shape.record([
        "product": .text.noted("its identifier in the advisory"), "name": .text, "vulnerability": .text,
        "status": .choices(VEXStatus.allCases.map(\.rawValue)),
        "flag": .text.noted("why it is not affected; empty where no flag says so"),
    ])

    private static let vex = WorkQuestion(
        "What advisories say of a product: by each whether it is affected (VEX), the newest advisories first.",
        named: "vex",
        query: [
            QueryField(
                "product",
                .text.noted("an identifier of it, a CPE name, a package URL, or words of its name; all without it")
            )
        ],
        answer: .record([
            "items": .list(
                statement.adding([
                    "id": .identifier, "file": .identifier, "banner": .text, "source": .text, "advisory": .text,
                    "title": .text,
                ])
            ), "advisories": .number.noted("that were read"),
            "complete": .flag.noted("false where older advisories were not read any more, or lines are left out"),
        ])
    ) { call throws(SeenFault) in
        var (items, count, isWhole) = ([JSONTree](), 0, true)
        let isComplete = try each(call) { held, file, advisory in
            count += 1
            for line in advisory.lines(about: call.asked("product")) {
                guard items.count < most else {
                    isWhole = false
                    break
                }
                var item = told(line.product.id, line.product.name, line.vulnerability, line.statement)
                for (name, text) in [
                    ("id", held), ("file", file.id), ("banner", file.banner), ("source", file.source),
                    ("advisory", advisory.id), ("title", advisory.title),
                ] {
                    item[name] = .string(text)
                }
                items.append(item)
            }
        }
        return .members([
            "items": .array(items), "advisories": .integer(count), "complete": .bool(isWhole && isComplete),
        ])
    }

    private static let list = WorkQuestion(
        "The advisories that are held, the newest first.",
        named: "advisories",
        answer: .record([
            "items": .list(head.adding(["vulnerabilities": .texts, "products": .number])),
            "complete": .flag.noted("false where older advisories were not read any more"),
        ])
    ) { call throws(SeenFault) in
        var items: [JSONTree] = []
        let isComplete = try each(call) { held, file, advisory in
            var item = told(held, file, advisory)
            item["vulnerabilities"] = .strings(advisory.vulnerabilities.map(\.name))
            item["products"] = .integer(advisory.products.count)
            items.append(item)
        }
        return .members(["items": .array(items), "complete": .bool(isComplete)])
    }

    private static let one = WorkQuestion(
        "One advisory: its products and vulnerabilities, what is said of each, what can be done, and what the tests of "
            + "the standard find in it.",
        named: "advisory",
        query: [QueryField("id", .identifier.noted("of the report that stands for it"))],
        answer: .record([
            "items": .list(
                head.adding([
                    "summary": .text, "group": .text.noted("the name of its sharing group; empty for none"),
                    "products": .list(.record(["id": .text, "name": .text, "identifiers": .texts])),
                    "vulnerabilities": .list(
                        .record([
                            "name": .text, "title": .text, "summary": .text, "score?": .number, "vector": .text,
                            "statements": .list(statement),
                            "remediations": .list(
                                .record(["category": .text, "details": .text, "products": .texts])
                            ),
                        ])
                    ),
                    "findings": .list(.record(["test": .text, "path": .text, "message": .text])),
                ])
            ).noted("the advisory, or nothing")
        ])
    ) { call throws(SeenFault) in
        guard let id = call.asked("id"), id.hasPrefix("report--"),
            let held = try call.seen.one(id, as: AdvisoryReport.self)
        else { return .members(["items": .array([])]) }
        var budget = mostBytes
        let found = try read(held, call, &budget)
        return .members(["items": .array(found.map { [whole(id, $0.file, $0.advisory, $0.document)] } ?? [])])
    }

    private static func told(_ product: String, _ name: String, _ vulnerability: String, _ said: Advisory.Statement)
        -> JSONTree
    {
        .members([
            "product": .string(product), "name": .string(name), "vulnerability": .string(vulnerability),
            "status": .string(said.status.rawValue), "flag": .string(said.flag ?? ""),
        ])
    }

    private static func told(_ id: String, _ file: Seen<AdvisoryFile>, _ advisory: Advisory) -> JSONTree {
        .members([
            "id": .string(id), "file": .string(file.id), "banner": .string(file.banner),
            "source": .string(file.source), "advisory": .string(advisory.id), "title": .string(advisory.title),
            "publisher": .string(advisory.publisher), "version": .string(advisory.version),
            "status": .string(advisory.status), "format": .string(advisory.format.rawValue),
            "released": .string(advisory.dates.this), "tlp": .string(advisory.tlp ?? ""),
        ])
    }

    private static func whole(
        _ id: String,
        _ file: Seen<AdvisoryFile>,
        _ advisory: Advisory,
        _ document: JSONDocument
    )
        -> JSONTree
    {
        let names = Dictionary(advisory.products.map { ($0.id, $0.name) }) { first, _ in first }
        var item = told(id, file, advisory)
        item["summary"] = .string(advisory.summary ?? "")
        item["group"] = .string(advisory.group.map { $0.name ?? $0.id } ?? "")
        item["products"] = .array(
            advisory.products.prefix(most).map {
                .members(["id": .string($0.id), "name": .string($0.name), "identifiers": .strings($0.identifiers)])
            }
        )
        item["vulnerabilities"] = .array(
            advisory.vulnerabilities.prefix(most).map { one in
                .members([
                    "name": .string(one.name), "title": .string(one.title ?? ""),
                    "summary": .string(one.summary ?? ""),
                    "score": one.score.map { .number("\($0.value)") }, "vector": .string(one.score?.vector ?? ""),
                    "statements": .array(
                        one.statements.prefix(most).map {
                            told($0.product, names[$0.product] ?? $0.product, one.name, $0)
                        }
                    ),
                    "remediations": .array(
                        one.remediations.prefix(most).map {
                            .members([
                                "category": .string($0.category), "details": .string($0.details),
                                "products": .strings($0.products.prefix(most).map { names[$0] ?? $0 }),
                            ])
                        }
                    ),
                ])
            }
        )
        item["findings"] = .array(AdvisoryFinding.all(in: document.root).map(\.json))
        return item
    }

    /// Reads the newest advisories as far as the bound goes; false where there are older ones beyond it.
    private static func each(_ call: WorkCall, _ body: (String, Seen<AdvisoryFile>, Advisory) -> Void)
        throws(SeenFault) -> Bool
    {
        var budget = mostBytes
        let reports = try call.seen.newest(AdvisoryReport.self, SeenObjects.most)
        for report in reports {
            guard budget > 0 else { return false }
            guard let found = try read(report, call, &budget) else { continue }
            body(report.id, found.file, found.advisory)
        }
        return reports.count < SeenObjects.most
    }

    /// The playbook of a report or of a file; nil if there is none that the reader may see.
    static func playbook(_ id: String, _ call: WorkCall) throws(SeenFault) -> JSONDocument? {
        if id.hasPrefix("artifact--") { return try call.seen.one(id, as: AdvisoryFile.self)?.view.document }
        guard id.hasPrefix("report--"), let held = try call.seen.one(id, as: AdvisoryReport.self) else { return nil }
        var budget = mostBytes
        return try read(held, call, &budget)?.document
    }

    /// The advisory of a report; nil if its file is hidden from the reader or is none.
    private static func read(_ report: Seen<AdvisoryReport>, _ call: WorkCall, _ budget: inout Int)
        throws(SeenFault) -> (file: Seen<AdvisoryFile>, advisory: Advisory, document: JSONDocument)?
    {
        for id in report.view.artifacts.prefix(10) {
            guard let file = try call.seen.one(id, as: AdvisoryFile.self) else { continue }
            budget -= file.view.bytes
            guard let document = file.view.document, let advisory = try? Advisory(document.root) else { continue }
            return (file, advisory, document)
        }
        return nil
    }
}
