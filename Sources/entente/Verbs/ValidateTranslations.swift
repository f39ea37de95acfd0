import JSON
import STIX

/// The translations of a file that was read piece by piece, compared with their objects in a second reading (7.1.1).
struct TranslationCheck {
    /// The most bytes of translations that are kept; those beyond are not compared.
    static let limit = 16 << 20

    private struct Translation {
        let content: JSONValue
        let prefix: String
        let version: String?
        var isDone = false
    }

    private let validator: STIXValidator
    private var waiting: [String: [Translation]] = [:]
    private var reader = JSONListReader(list: "objects")
    private var elements: [JSONListElement] = []
    private var size = 0

    init(validator: STIXValidator) {
        self.validator = validator
    }

    var isEmpty: Bool { waiting.isEmpty }

    /// Keeps an object if it is a translation.
    mutating func add(_ object: JSONValue, prefix: String, size: Int) {
        guard object["type"]?.isString("language-content") == true, self.size + size <= Self.limit,
            let reference = object["object_ref"]?.string
        else { return }
        self.size += size
        let version = object["object_modified"]?.string
        waiting[reference, default: []].append(Translation(content: object, prefix: prefix, version: version))
    }

    /// Reads the next bytes again; false if there is no use in going on.
    mutating func read(_ chunk: [UInt8], _ report: inout ValidationReport) -> Bool {
        do throws(JSONError) {
            try reader.read(chunk, into: &elements)
            for element in elements {
                compare(try JSONDocument(parsing: element.bytes).root, &report)
            }
        } catch {
            // The first reading has reported it.
            return false
        }
        elements.removeAll(keepingCapacity: true)
        return true
    }

    private mutating func compare(_ object: JSONValue, _ report: inout ValidationReport) {
        guard let id = object["id"]?.string, var translations = waiting[id] else { return }
        for place in translations.indices where !translations[place].isDone {
            let translation = translations[place]
            let isMeant = translation.version.map { object["modified"]?.isString($0) == true } ?? true
            guard isMeant else { continue }
            translations[place].isDone = true
            let findings = validator.translationFindings(
                of: translation.content,
                for: object,
                prefix: translation.prefix
            )
            if !findings.isEmpty {
                report.take(translation.content, findings)
            }
        }
        waiting[id] = translations
    }
}
