public import JSON

/// Deterministic identifiers of cyber-observable objects (STIX 2.1, 2.9 and 3.4).
///
/// 1. The name is a JSON object of the type's ID contributing properties that are present, in canonical form.
/// 2. Of `hashes`, one contributes: MD5, else SHA-1, SHA-256, SHA-512, else the first by name.
/// 3. The UUID is version 5 in the namespace `00abedb4-aa42-466c-9c01-fed23315a9b7`.
/// 4. Without any contributing property there is no deterministic identifier.
public enum ObservableIdentifier {
    /// Why an object has no deterministic identifier.
    public enum Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// The object is no cyber-observable object that the specification defines.
        case notAnObservable
        /// None of the properties that contribute is present.
        case nothingContributes([String])

        /// What is wrong, in words.
        public var description: String {
            switch self {
            case .notAnObservable: "only cyber-observable objects have deterministic identifiers"
            case .nothingContributes(let names):
                names.isEmpty
                    ? "no property of this type contributes to an identifier; use a random uuid"
                    : "none of the contributing properties is present: "
                        + names.map { "`\($0)`" }.joined(separator: ", ")
            }
        }
    }

    /// 00abedb4-aa42-466c-9c01-fed23315a9b7.
    static let namespace: [UInt8] = [
        0x00, 0xAB, 0xED, 0xB4, 0xAA, 0x42, 0x46, 0x6C, 0x9C, 0x01, 0xFE, 0xD2, 0x33, 0x15, 0xA9, 0xB7,
    ]

    /// The identifier that follows from an object's content.
    /// - Parameters:
    ///   - object: the object; its own `id` plays no part.
    ///   - sha1: the SHA-1 function.
    /// - Returns: the identifier.
    /// - Throws: `Fault` if there is none.
    public static func identifier(
        for object: JSONValue,
        sha1: ([UInt8]) -> [UInt8]
    ) throws(Fault) -> STIXIdentifier {
        guard let name = object["type"]?.string, let type = ObjectType.named(Array(name.utf8).span),
            TypeSet.observables.contains(type)
        else { throw .notAnObservable }
        let names = contributing(type)
        guard let content = canonicalName(object, names) else { throw .nothingContributes(names) }
        var uuid = Array(sha1(namespace + content).prefix(16))
        guard uuid.count == 16 else { throw .notAnObservable }
        uuid[6] = uuid[6] & 0x0F | 0x50
        uuid[8] = uuid[8] & 0x3F | 0x80
        guard let id = STIXIdentifier(type: name, uuid: uuid) else { throw .notAnObservable }
        return id
    }

    /// The ID contributing properties of a type (the lists stand in sections 6.1 to 6.18).
    static func contributing(_ type: ObjectType) -> [String] {
        switch type {
        case .artifact: ["hashes", "payload_bin"]
        case .autonomousSystem: ["number"]
        case .directory: ["path"]
        case .domainName, .emailAddr, .ipv4Addr, .ipv6Addr, .macAddr, .url: ["value"]
        case .emailMessage: ["from_ref", "subject", "body"]
        case .file: ["hashes", "name", "extensions", "parent_directory_ref"]
        case .mutex: ["name"]
        case .networkTraffic:
            ["start", "end", "src_ref", "dst_ref", "src_port", "dst_port", "protocols", "extensions"]
        case .software: ["name", "cpe", "swid", "vendor", "version"]
        case .userAccount: ["account_type", "user_id", "account_login"]
        case .windowsRegistryKey: ["key", "values"]
        case .x509Certificate: ["hashes", "serial_number"]
        default: []
        }
    }

    private static func canonicalName(_ object: JSONValue, _ names: [String]) -> [UInt8]? {
        var content: [UInt8] = [UInt8(ascii: "{")]
        for name in names.sorted() {
            guard let value = object[name] else { continue }
            if content.count > 1 {
                content.append(UInt8(ascii: ","))
            }
            content.append(contentsOf: "\"\(name)\":".utf8)
            if name == "hashes", value.kind == .object {
                writeHash(value, to: &content)
            } else {
                value.writeCanonical(to: &content)
            }
        }
        guard content.count > 1 else { return nil }
        content.append(UInt8(ascii: "}"))
        return content
    }

    private static func writeHash(_ hashes: JSONValue, to content: inout [UInt8]) {
        let preferred = ["MD5", "SHA-1", "SHA-256", "SHA-512"].lazy.compactMap { name in
            hashes[name].map { (name, $0) }
        }
        let chosen =
            preferred.first { _ in true }
            ?? hashes.members.map { ($0.name.string ?? "", $0.value) }.min { $0.0 < $1.0 }
        guard let (name, value) = chosen else {
            content.append(contentsOf: "{}".utf8)
            return
        }
        content.append(contentsOf: "{".utf8)
        content.append(contentsOf: JSONTree.string(name).bytes())
        content.append(UInt8(ascii: ":"))
        value.writeCanonical(to: &content)
        content.append(UInt8(ascii: "}"))
    }
}
