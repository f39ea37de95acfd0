import Configuration
import Correlation
import HostNames
import JSON
import NormalForms
import Warnings

/// `entente warninglist`: lists of values that are often met and rarely bad.
enum WarningListVerb {
    static let verb = Verb(
        name: "warninglist",
        summary: "keep MISP's warning lists, and ask them about values",
        synopsis: "add FILE… --node DIR | test VALUE… [--lists PATH]… [--node DIR]",
        description: """
            A list is the JSON of misp-warninglists: `name`, `version`, `type` (string, substring, hostname, cidr,
            regex), `matching_attributes`, `list`.

              add   keeps lists for a node; of a name that is there, the newer version stays
              test  prints a json line for each value and list: `{"value", "kind", "list", "version", "entry", "hit"}`

            A hit is `equal`, `within` (an address or a network in one of the list), `host` (the host, or a name above
            it), `substring`, `regex`, or `contains-the-list`: a network that is wider than one of the list. Letters are
            compared without case, networks as networks. A hit says no more than that the value is on the list: it may
            be bad all the same. A VALUE of `-` reads values from standard input, one a line.

            Exit status: 0 added, or a hit; 1 no hit; 2 could not be done.
            """,
        options: [ListFolder.option, .value("node", "DIR", "the node's folder")],
        examples: [
            "entente warninglist add misp-warninglists/lists/rfc1918/list.json --node run/eu",
            "entente warninglist test 172.20.0.0/16 --node run/eu",
        ],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let operands = Array(arguments.operands.dropFirst())
        switch arguments.operands.first {
        case "add" where !operands.isEmpty: return try add(operands, arguments)
        case "test" where !operands.isEmpty: return try test(operands, arguments)
        default: throw CommandFailure("`add FILE…` or `test VALUE…` is needed")
        }
    }

    private static func add(_ files: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard let node = arguments.value("node"), NodeFolder(node).isSetUp else {
            throw CommandFailure("`--node DIR` needs the folder of a node")
        }
        for file in files {
            let (list, bytes) = try ListFolder.read(file)
            let path = ListFile.path(of: list, in: NodeFolder(node))
            if Files.isThere(path), let held = try? ListFolder.read(path).list, held.version > list.version {
                Output.print("\(list.name): version \(held.version) is there, and newer than \(list.version)\n")
                continue
            }
            do throws(Files.Failure) {
                try Files.makeFolders(above: path)
                try Files.write(bytes, to: path)
            } catch {
                throw CommandFailure("\(path): \(error)")
            }
            Output.print("\(list.name): version \(list.version), \(list.count) entries\n")
        }
        return .yes
    }

    private static func test(_ operands: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard let lists = try ListFolder.lists(arguments) else {
            throw CommandFailure("`--lists PATH` or `--node DIR` is needed")
        }
        var values: [String] = []
        for operand in operands {
            if operand == "-" {
                let text = String(decoding: try Input(path: "-").all(limit: ExtractVerb.largest), as: UTF8.self)
                values += text.split { $0.isNewline }.map(String.init)
            } else {
                values.append(operand)
            }
        }
        let forms = NormalForms(names: ICUHostNames())
        var isHit = false
        for value in values {
            guard let form = forms.recognised(value) ?? (try? forms.form(of: value, as: .fileName)) else { continue }
            for hit in lists.hits(form) {
                isHit = true
                let list = lists.lists[hit.list]
                let told = JSONTree.members([
                    "value": .string(value), "kind": .string(form.kind.rawValue), "list": .string(list.name),
                    "version": .integer(list.version), "entry": .string(hit.entry),
                    "hit": .string(hit.relation.rawValue),
                ])
                Output.write(told.bytes() + [10])
            }
        }
        return isHit ? .yes : .no
    }
}
