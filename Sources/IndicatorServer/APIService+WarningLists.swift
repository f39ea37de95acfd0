internal import Calls
internal import Configuration
package import ConsoleServer
internal import Correlation
internal import Cryptography
package import Desk
internal import Installation
internal import JSON
internal import Ledger
internal import NormalForms
internal import People
internal import Store
package import Transport
internal import Warnings
internal import Work

/// The warning lists of a node in the console: files of its folder, as the command line keeps them.
extension APIService {
    package func warningLists(_ call: APICall) throws(APIFault) -> HTTPResponse {
        guard let reading = node.warningLists.current() else {
            return Self.json(.members(["items": .array([]), "unread": .array([])]))
        }
        let root = node.folder.warningLists + "/"
        let read = reading.files.compactMap { file in file.list.map { (file.path, reading.lists.lists[$0]) } }
        return Self.json(
            .members([
                "items": .array(
                    read.sorted { ($0.1.name, $0.0) < ($1.1.name, $1.0) }.map { Self.told($0.1, in: $0.0) }
                ),
                "unread": .array(
                    reading.files.compactMap { file in
                        file.problem.map { problem in
                            .members([
                                "id": .string(ListFile.identifier(of: file.path)),
                                "file": .string(String(file.path.dropFirst(root.count))), "problem": .string(problem),
                            ])
                        }
                    }
                ),
            ])
        )
    }

    private static func told(_ list: WarningList, in path: String) -> JSONTree {
        .members([
            "id": .string(ListFile.identifier(of: path)), "name": .string(list.name),
            "version": .integer(list.version), "about": .string(list.about), "type": .string(list.matching.rawValue),
            "attributes": .strings(list.attributes?.sorted() ?? []), "entries": .integer(list.count),
        ])
    }

    package func keepWarningList(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        guard let given = try call.content()["list"], given.kind == .object else {
            throw .invalid("`list` is missing")
        }
        let bytes = JSONTree(given).bytes()
        let list: WarningList
        do throws(ListFile.Fault) {
            list = try ListFile.list(bytes)
        } catch {
            throw .invalid(error.description)
        }
        let path = ListFile.path(of: list, in: node.folder)
        if let bytes = try? Files.read(path, limit: ListFile.largest), let held = try? ListFile.list(bytes),
            held.version > list.version
        {
            throw APIFault(
                409,
                "list-newer",
                "a newer version of the list is there",
                "version `\(held.version)` is there"
            )
        }
        try attempt { () throws(NodeError) in
            try node.keepWarningList(list, bytes, in: path, by: person.account.title)
        }
        // Whoever asks next is not the one who waits for the reading.
        _ = node.warningLists.current()
        return Self.json(Self.told(list, in: path), status: 201)
    }

    package func removeWarningList(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        guard let reading = node.warningLists.current(),
            let file = reading.files.first(where: { ListFile.identifier(of: $0.path) == call.target })
        else { throw .notFound }
        let list = file.list.map { reading.lists.lists[$0] }
        try attempt { () throws(NodeError) in
            try node.removeWarningList(file.path, list, by: person.account.title)
        }
        _ = node.warningLists.current()
        return Self.nothing
    }

    package func testValue(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let text = try call.text("value")
        guard let form = ListedDesk.form(of: text) else { return Self.json(.members(["listed": .array([])])) }
        return Self.json(
            .members([
                "kind": .string(form.kind.rawValue), "value": .string(form.text),
                "listed": ListedValue.json(ListedDesk(node)?.values([form]) ?? []),
            ])
        )
    }
}

extension Node {
    /// Keeps a warning list as a file, in one step with its entry of the log: a file that cannot be written has none.
    fileprivate func keepWarningList(
        _ list: WarningList,
        _ bytes: [UInt8],
        in path: String,
        by officer: String
    ) throws(NodeError) {
        let entry = listEntry(list.name, list.version, isRemoved: false, digest: SHA256.digest(of: bytes), officer)
        try change { [ledger] connection throws(StoreError) in
            try ledger.append([entry], connection)
            do throws(Files.Failure) {
                try Files.makeFolders(above: path)
                try Files.write(bytes, to: path)
            } catch {
                throw StoreError(.other, "the list cannot be written")
            }
        }
    }

    /// Takes the file of a warning list away.
    fileprivate func removeWarningList(_ path: String, _ list: WarningList?, by officer: String) throws(NodeError) {
        let entry = listEntry(list?.name ?? "", list?.version ?? 0, isRemoved: true, digest: nil, officer)
        try change { [ledger] connection throws(StoreError) in
            try ledger.append([entry], connection)
            guard Files.remove(path) else { throw StoreError(.other, "the list cannot be taken away") }
        }
    }

    private func listEntry(
        _ name: String,
        _ version: Int,
        isRemoved: Bool,
        digest: [UInt8]?,
        _ officer: String
    ) -> LedgerEntry {
        var entry = LedgerEntry(.record, officer: officer)
        entry.internalMembers = [
            JSONMember("record_kind", .string("warning-list")),
            JSONMember(
                "body",
                .members([
                    "name": .string(name), "version": .integer(version), "removed": .bool(isRemoved),
                    "sha256": digest.map { .string(Encoding.hex($0)) },
                ])
            ),
        ]
        return entry
    }
}
