/// How the value of an attribute of a type is asked for in a pattern, and what it is as an observable object.
struct AttributeForm: Sendable {
    /// How a value is written.
    enum Spelling: Sendable {
        /// As it is.
        case text
        /// A hash of so many hexadecimal digits; nil where the length is free.
        case hash(Int?)
        /// An address or a network of either family.
        case address
        /// A whole number, with or without `AS` before it.
        case number
        /// Six pairs of hexadecimal digits.
        case hardware
        /// A registry key.
        case key
    }

    /// The type of the observable object.
    let object: String
    /// The way to the value in it, as a pattern has it.
    let path: String
    /// How the value is written.
    let spelling: Spelling
    /// The property that holds the value, where the object can be made of it.
    let property: String?
    /// What the object says besides.
    let fixed: String?

    init(
        _ object: String,
        _ path: String,
        _ spelling: Spelling = .text,
        _ property: String? = nil,
        fixed: String? = nil
    ) {
        (self.object, self.path, self.spelling, self.property) = (object, path, spelling, property)
        self.fixed = fixed
    }

    /// The key of a hash in a pattern.
    static func hash(_ name: String, _ length: Int?, of object: String = "file") -> AttributeForm {
        let key = name.utf8.allSatisfy { $0 != UInt8(ascii: "-") } ? name : "'\(name)'"
        return AttributeForm(object, "hashes.\(key)", .hash(length), "hashes.\(name)")
    }

    /// Types with one value.
    static let single: [String: AttributeForm] = {
        var table: [String: AttributeForm] = [
            "ip-src": .init("ip", "value", .address, "value"), "ip-dst": .init("ip", "value", .address, "value"),
            "domain": .init("domain-name", "value", .text, "value"),
            "hostname": .init("domain-name", "value", .text, "value"),
            "onion-address": .init("domain-name", "value", .text, "value"),
            "url": .init("url", "value", .text, "value"), "uri": .init("url", "value", .text, "value"),
            "email": .init("email-addr", "value", .text, "value"),
            "email-src": .init("email-message", "from_ref.value"),
            "email-dst": .init("email-message", "to_refs[*].value"),
            "email-subject": .init("email-message", "subject"), "email-body": .init("email-message", "body"),
            "email-message-id": .init("email-message", "message_id"),
            "email-reply-to": .init("email-message", "additional_header_fields.'Reply-To'[*]"),
            "email-x-mailer": .init("email-message", "additional_header_fields.'X-Mailer'[*]"),
            "email-attachment": .init("email-message", "body_multipart[*].body_raw_ref.name"),
            "email-src-display-name": .init("email-message", "from_ref.display_name"),
            "email-dst-display-name": .init("email-message", "to_refs[*].display_name"),
            "filename": .init("file", "name", .text, "name"), "mime-type": .init("file", "mime_type"),
            "size-in-bytes": .init("file", "size", .number),
            "regkey": .init("windows-registry-key", "key", .key, "key"),
            "mutex": .init("mutex", "name", .text, "name"),
            "AS": .init("autonomous-system", "number", .number, "number"),
            "mac-address": .init("mac-addr", "value", .hardware, "value"),
            "user-agent": .init("network-traffic", "extensions.'http-request-ext'.request_header.'User-Agent'[*]"),
            "http-method": .init("network-traffic", "extensions.'http-request-ext'.request_method"),
            "port": .init("network-traffic", "dst_port", .number),
            "windows-service-name": .init("process", "extensions.'windows-service-ext'.service_name"),
            "windows-service-displayname": .init("process", "extensions.'windows-service-ext'.display_name"),
            "github-username": .init("user-account", "account_login", .text, "account_login", fixed: "github"),
            "twitter-id": .init("user-account", "account_login", .text, "account_login", fixed: "twitter"),
        ]
        for (name, form) in hashes { table[name] = form }
        for (name, key, length) in [("md5", "MD5", 32), ("sha1", "SHA-1", 40), ("sha256", "SHA-256", 64)] {
            table["x509-fingerprint-\(name)"] = .hash(key, length, of: "x509-certificate")
        }
        return table
    }()

    /// Hashes of files; those that STIX does not name are names of one's own (10.7).
    static let hashes: [String: AttributeForm] = [
        "md5": .hash("MD5", 32), "sha1": .hash("SHA-1", 40), "sha256": .hash("SHA-256", 64),
        "sha512": .hash("SHA-512", 128), "sha3-256": .hash("SHA3-256", 64), "sha3-512": .hash("SHA3-512", 128),
        "ssdeep": .hash("SSDEEP", nil), "tlsh": .hash("TLSH", nil), "sha224": .hash("x_sha-224", 56),
        "sha384": .hash("x_sha-384", 96), "sha512/224": .hash("x_sha-512-224", 56),
        "sha512/256": .hash("x_sha-512-256", 64), "sha3-224": .hash("x_sha3-224", 56),
        "sha3-384": .hash("x_sha3-384", 96), "imphash": .hash("x_imphash", nil),
        "impfuzzy": .hash("x_impfuzzy", nil), "pehash": .hash("x_pehash", nil),
        "authentihash": .hash("x_authentihash", nil), "vhash": .hash("x_vhash", nil),
        "telfhash": .hash("x_telfhash", nil), "cdhash": .hash("x_cdhash", nil), "dom-hash": .hash("x_dom-hash", nil),
    ]

    /// Two values in one, joined by `|`; the second goes behind the first or the last of them.
    struct Pair: Sendable {
        let first: AttributeForm
        let second: AttributeForm
        /// Whether the value is cut at its last `|`.
        let isCutLast: Bool
    }

    /// Types with two values.
    static let pairs: [String: Pair] = {
        let name = AttributeForm("file", "name", .text, "name")
        let address = AttributeForm("network-traffic", "dst_ref.value", .address)
        let source = AttributeForm("network-traffic", "src_ref.value", .address)
        let host = AttributeForm("network-traffic", "dst_ref.value")
        var table: [String: Pair] = [
            "ip-dst|port": Pair(
                first: address,
                second: .init("network-traffic", "dst_port", .number),
                isCutLast: true
            ),
            "ip-src|port": Pair(
                first: source,
                second: .init("network-traffic", "src_port", .number),
                isCutLast: true
            ),
            "hostname|port": Pair(
                first: host,
                second: .init("network-traffic", "dst_port", .number),
                isCutLast: true
            ),
            "domain|ip": Pair(
                first: .init("domain-name", "value", .text, "value"),
                second: .init("domain-name", "resolves_to_refs[*].value", .address),
                isCutLast: true
            ),
            "regkey|value": Pair(
                first: .init("windows-registry-key", "key", .key, "key"),
                second: .init("windows-registry-key", "values[*].data"),
                isCutLast: false
            ),
        ]
        for (type, form) in hashes { table["filename|\(type)"] = Pair(first: name, second: form, isCutLast: true) }
        table["malware-sample"] = table["filename|md5"]
        return table
    }()

    /// Rules of other languages, by the word of STIX for the language (10.11 and names of one's own).
    static let rules: [String: String] = [
        "yara": "yara", "sigma": "sigma", "snort": "snort", "suricata": "suricata", "stix2-pattern": "stix",
        "zeek": "zeek", "bro": "zeek", "kusto-query": "kusto", "gene": "gene",
    ]

    /// Types that are an object of STIX whatever they are used for.
    static let things = [
        "vulnerability": "vulnerability", "threat-actor": "threat-actor", "campaign-name": "campaign",
    ]
}
