public import JSON

/// The spellings in which MISP (misp-stix) sends what STIX 2.1 spells otherwise, and how the standard has them.
///
/// 1. Hash names (10.7): `SHA256` is `SHA-256`; what the vocabulary does not have, as `IMPHASH`, is a name of one's own with the
///    prefix `x_`: `x_imphash`.
/// 2. Hives of registry keys in full (6.17): `HKLM` is `HKEY_LOCAL_MACHINE`.
/// 3. The version of the standard (3.2): OpenTAXII (0.9.3) gives every object with its type in the place of `2.1`.
///
/// Nothing else is touched: identifiers stay, also where they no longer follow from the content, since other objects refer to them.
public enum MISPSpellings {
    /// An object as the standard spells it.
    public struct Adapted: Sendable {
        /// The object.
        public let object: JSONTree
        /// What was changed, in words, in the order of the object.
        public let changes: [String]
    }

    /// Respells an object.
    /// - Parameter object: the object.
    /// - Returns: the object with the changes, or nil if nothing is to be changed.
    public static func adapted(_ object: JSONValue) -> Adapted? {
        var changes: [String] = []
        let tree = adapted(JSONTree(object), path: "", &changes)
        return changes.isEmpty ? nil : Adapted(object: tree, changes: changes)
    }

    private static func adapted(_ value: JSONTree, path: String, _ changes: inout [String]) -> JSONTree {
        switch value {
        case .array(let elements):
            return .array(
                elements.enumerated().map { place, element in
                    adapted(element, path: "\(path)[\(place)]", &changes)
                }
            )
        case .object(let members):
            let isRegistryKey = value["type"] == .string("windows-registry-key")
            return .object(
                members.map { member in
                    let place = path.isEmpty ? member.name : "\(path).\(member.name)"
                    switch (member.name, member.value) {
                    case ("spec_version", let given) where path.isEmpty && given == value["type"]:
                        changes.append("`spec_version`: the type is written `2.1`")
                        return JSONMember(member.name, .string("2.1"))
                    case ("hashes", .object(let hashes)), ("file_header_hashes", .object(let hashes)):
                        return JSONMember(member.name, .object(renamed(hashes, place, &changes)))
                    case ("key", .string(let key)) where isRegistryKey:
                        return JSONMember(member.name, .string(inFull(key, place, &changes)))
                    default: return JSONMember(member.name, adapted(member.value, path: place, &changes))
                    }
                }
            )
        default: return value
        }
    }

    private static func renamed(_ hashes: [JSONMember], _ path: String, _ changes: inout [String]) -> [JSONMember] {
        var taken = Set(hashes.map(\.name))
        return hashes.map { hash in
            let plain = hash.name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
            guard let name = names[plain], name != hash.name, taken.insert(name).inserted else { return hash }
            changes.append("`\(path)`: `\(hash.name)` is written `\(name)`")
            return JSONMember(name, hash.value)
        }
    }

    private static func inFull(_ key: String, _ path: String, _ changes: inout [String]) -> String {
        let full = keyInFull(key)
        guard full != key else { return key }
        changes.append("`\(path)`: `\(key.prefix { $0 != "\\" })` is written `\(full.prefix { $0 != "\\" })`")
        return full
    }

    /// A registry key with its hive in full (6.17).
    /// - Parameter key: the key, as `HKLM\Software`.
    /// - Returns: the key, as `HKEY_LOCAL_MACHINE\Software`; as it is where its hive is no short one.
    public static func keyInFull(_ key: String) -> String {
        let hive = key.prefix { $0 != "\\" }
        return hives[hive.uppercased()].map { $0 + key.dropFirst(hive.count) } ?? key
    }

    /// The hash types of MISP (`describeTypes.json`), by their letters and digits.
    private static let names: [String: String] = [
        "md5": "MD5", "sha1": "SHA-1", "sha256": "SHA-256", "sha512": "SHA-512", "sha3256": "SHA3-256",
        "sha3512": "SHA3-512", "ssdeep": "SSDEEP", "tlsh": "TLSH",
        "sha224": "x_sha-224", "sha384": "x_sha-384", "sha512224": "x_sha-512-224", "sha512256": "x_sha-512-256",
        "sha3224": "x_sha3-224", "sha3384": "x_sha3-384", "imphash": "x_imphash", "impfuzzy": "x_impfuzzy",
        "pehash": "x_pehash", "authentihash": "x_authentihash", "vhash": "x_vhash", "telfhash": "x_telfhash",
        "cdhash": "x_cdhash", "domhash": "x_dom-hash",
    ]

    private static let hives = [
        "HKLM": "HKEY_LOCAL_MACHINE", "HKCC": "HKEY_CURRENT_CONFIG", "HKCR": "HKEY_CLASSES_ROOT",
        "HKCU": "HKEY_CURRENT_USER", "HKU": "HKEY_USERS",
    ]
}
