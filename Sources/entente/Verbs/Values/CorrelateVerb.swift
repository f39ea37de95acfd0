import Correlation
import HostNames
import JSON
import NormalForms

/// `entente correlate`: what objects have in common.
enum CorrelateVerb {
    static let verb = Verb(
        name: "correlate",
        summary: "find what objects have in common: values, networks, domains, hosts of URLs, hashes",
        synopsis: "FILE… [--most NUMBER]",
        description: """
            Files are STIX bundles, or an object or a bundle a line. Values are those of cyber-observable objects, and
            those that patterns of indicators ask for, compared by their normal forms.

            Prints a json line for each value that several objects have to do with: `{"value", "kind", "objects"}`, and
            `count` where there are more objects than are named. The kind is `equal`, `hash`, `network` (addresses and
            networks in a network), `domain` (names under a name) or `url-host` (the host of URLs, and who has it).

            Work and memory are in proportion to the values, never to pairs of objects. FILE of `-` is standard input.

            Exit status: 0 something in common, 1 nothing, 2 could not be read.
            """,
        options: [.value("most", "NUMBER", "so many objects are named for a value (1000)")],
        examples: ["entente correlate ours.json theirs.json"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard !arguments.operands.isEmpty else { throw CommandFailure("a file is needed") }
        var most = 1_000
        if let text = arguments.value("most") {
            guard let number = Int(text), number > 0 else { throw CommandFailure("`--most` needs a number above 0") }
            most = number
        }
        let forms = NormalForms(names: ICUHostNames())
        let values = ObjectValues(forms)
        var correlator = Correlator(forms)
        for file in arguments.operands {
            try ObjectFile.read(file) { name, object in correlator.add(name, values.values(of: object)) }
        }
        var isAny = false
        correlator.groups(most: most) { group in
            isAny = true
            let told = JSONTree.members([
                "value": .string(group.value.text), "kind": .string(group.kind.rawValue),
                "objects": .strings(group.objects),
                "count": group.count > group.objects.count ? .integer(group.count) : nil,
            ])
            Output.write(told.bytes() + [10])
        }
        return isAny ? .yes : .no
    }
}

/// A file of objects: a bundle, a list, or an object or a bundle a line.
enum ObjectFile {
    /// Reads a file.
    /// - Parameters:
    ///   - file: its path; `-` is standard input.
    ///   - take: takes each object with its identifier, or with the place where it stands.
    /// - Throws: `CommandFailure` if it cannot be read.
    static func read(_ file: String, _ take: (String, JSONValue) -> Void) throws(CommandFailure) {
        let bytes = try Input(path: file).all()
        var number = 0
        func each(_ value: JSONValue) {
            let isBundle = value["type"]?.isString("bundle") ?? false
            let parts = value.kind == .array ? value : isBundle ? value["objects"] : nil
            guard let parts else {
                number += 1
                take(value["id"]?.string ?? "\(file) \(number)", value)
                return
            }
            for part in parts.elements {
                number += 1
                take(part["id"]?.string ?? "\(file) \(number)", part)
            }
        }
        if let whole = try? JSONDocument(parsing: bytes).root { return each(whole) }
        for (place, line) in bytes.split(separator: 10).enumerated() where line.contains(where: { $0 > 32 }) {
            do throws(JSONError) { each(try JSONDocument(parsing: Array(line)).root) } catch {
                throw CommandFailure("\(file): line \(place + 1): \(error)")
            }
        }
    }
}
