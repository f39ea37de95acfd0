/// Cyber-observable objects (STIX 2.1, section 6).
extension Schemas {
    static func observable(_ type: ObjectType) -> Schema? {
        observableA(type) ?? observableB(type) ?? observableC(type)
    }

    private static let hosts = TypeSet(.ipv4Addr, .ipv6Addr, .macAddr, .domainName)

    private static func observableA(_ type: ObjectType) -> Schema? {
        switch type {
        case .artifact:
            make(
                type,
                "6.1",
                [
                    optional("mime_type", .form(.mediaType)), optional("payload_bin", .binary), optional("url", .url),
                    optional("hashes", .hashes(isClosed: true)),
                    optional("encryption_algorithm", .term(.encryptionAlgorithm)), optional("decryption_key", .text),
                ],
                [
                    .exactlyOne(["payload_bin", "url"]), .needs("url", "hashes"),
                    .needs("decryption_key", "encryption_algorithm"),
                ]
            )
        case .autonomousSystem:
            make(
                type,
                "6.2",
                [
                    required("number", .integer(anyInteger)), optional("name", .text), optional("rir", .text),
                ]
            )
        case .directory:
            make(
                type,
                "6.3",
                [
                    required("path", .text), optional("path_enc", .form(.characterSet)),
                    optional("ctime", .timestamp),
                    optional("mtime", .timestamp), optional("atime", .timestamp),
                    optional("contains_refs", .references(TypeSet(.file, .directory))),
                ]
            )
        case .domainName:
            make(
                type,
                "6.4",
                [
                    required("value", .form(.domainName)),
                    optional("resolves_to_refs", .references(TypeSet(.ipv4Addr, .ipv6Addr, .domainName))),
                ]
            )
        case .emailAddr:
            make(
                type,
                "6.5",
                [
                    required("value", .form(.emailAddress)), optional("display_name", .text),
                    optional("belongs_to_ref", .reference(TypeSet(.userAccount))),
                ]
            )
        case .emailMessage:
            make(
                type,
                "6.6",
                [
                    required("is_multipart", .boolean), optional("date", .timestamp), optional("content_type", .text),
                    optional("from_ref", .reference(TypeSet(.emailAddr))),
                    optional("sender_ref", .reference(TypeSet(.emailAddr))),
                    optional("to_refs", .references(TypeSet(.emailAddr))),
                    optional("cc_refs", .references(TypeSet(.emailAddr))),
                    optional("bcc_refs", .references(TypeSet(.emailAddr))), optional("message_id", .text),
                    optional("subject", .text), optional("received_lines", .texts),
                    optional("additional_header_fields", .dictionary(.textOrTexts)), optional("body", .text),
                    optional("body_multipart", .parts(.emailMIMEPart)),
                    optional("raw_email_ref", .reference(TypeSet(.artifact))),
                ],
                [.exclusive("body", "body_multipart")]
            )
        case .file:
            make(
                type,
                "6.7",
                [
                    optional("hashes", .hashes(isClosed: true)), optional("size", .integer(natural)),
                    optional("name", .text), optional("name_enc", .form(.characterSet)),
                    optional("magic_number_hex", .hex), optional("mime_type", .form(.mediaType)),
                    optional("ctime", .timestamp), optional("mtime", .timestamp), optional("atime", .timestamp),
                    optional("parent_directory_ref", .reference(TypeSet(.directory))),
                    optional("contains_refs", .references(.observables.union(.unknown))),
                    optional("content_ref", .reference(TypeSet(.artifact))),
                ],
                [.atLeastOne(["hashes", "name"]), .needs("name_enc", "name")]
            )
        default: nil
        }
    }

    private static func observableB(_ type: ObjectType) -> Schema? {
        switch type {
        case .ipv4Addr, .ipv6Addr:
            make(
                type,
                type == .ipv4Addr ? "6.8" : "6.9",
                [
                    required("value", .form(type == .ipv4Addr ? .ipv4 : .ipv6)),
                    optional("resolves_to_refs", .references(TypeSet(.macAddr))),
                    optional("belongs_to_refs", .references(TypeSet(.autonomousSystem))),
                ]
            )
        case .macAddr: make(type, "6.10", [required("value", .form(.mac))])
        case .mutex: make(type, "6.11", [required("name", .text)])
        case .networkTraffic:
            make(
                type,
                "6.12",
                [
                    optional("start", .timestamp), optional("end", .timestamp), optional("is_active", .boolean),
                    optional("src_ref", .reference(hosts)), optional("dst_ref", .reference(hosts)),
                    optional("src_port", .integer(0...65_535)), optional("dst_port", .integer(0...65_535)),
                    required("protocols", .texts), optional("src_byte_count", .count),
                    optional("dst_byte_count", .count), optional("src_packets", .count),
                    optional("dst_packets", .count), optional("ipfix", .dictionary(.textOrInteger)),
                    optional("src_payload_ref", .reference(TypeSet(.artifact))),
                    optional("dst_payload_ref", .reference(TypeSet(.artifact))),
                    optional("encapsulates_refs", .references(TypeSet(.networkTraffic))),
                    optional("encapsulated_by_ref", .reference(TypeSet(.networkTraffic))),
                ],
                [.atLeastOne(["src_ref", "dst_ref"]), .notBefore("end", "start")]
            )
        case .process:
            make(
                type,
                "6.13",
                [
                    optional("is_hidden", .boolean), optional("pid", .integer(anyInteger)),
                    optional("created_time", .timestamp), optional("cwd", .text), optional("command_line", .text),
                    optional("environment_variables", .dictionary(.texts)),
                    optional("opened_connection_refs", .references(TypeSet(.networkTraffic))),
                    optional("creator_user_ref", .reference(TypeSet(.userAccount))),
                    optional("image_ref", .reference(TypeSet(.file))),
                    optional("parent_ref", .reference(TypeSet(.process))),
                    optional("child_refs", .references(TypeSet(.process))),
                ],
                [
                    .atLeastOne([
                        "extensions", "is_hidden", "pid", "created_time", "cwd", "command_line",
                        "environment_variables", "opened_connection_refs", "creator_user_ref", "image_ref",
                        "parent_ref", "child_refs",
                    ])
                ]
            )
        default: nil
        }
    }

    private static func observableC(_ type: ObjectType) -> Schema? {
        switch type {
        case .software:
            make(
                type,
                "6.14",
                [
                    required("name", .text), optional("cpe", .form(.cpe)), optional("swid", .text),
                    optional("languages", .languages), optional("vendor", .text), optional("version", .text),
                ]
            )
        case .url: make(type, "6.15", [required("value", .url)])
        case .userAccount:
            anyOf(
                type,
                "6.16",
                [
                    optional("user_id", .text), optional("credential", .text), optional("account_login", .text),
                    optional("account_type", .term(.accountType)), optional("display_name", .text),
                    optional("is_service_account", .boolean), optional("is_privileged", .boolean),
                    optional("can_escalate_privs", .boolean), optional("is_disabled", .boolean),
                    optional("account_created", .timestamp), optional("account_expires", .timestamp),
                    optional("credential_last_changed", .timestamp), optional("account_first_login", .timestamp),
                    optional("account_last_login", .timestamp),
                ]
            )
        case .windowsRegistryKey:
            anyOwn(
                type,
                "6.17",
                [
                    optional("key", .text), optional("values", .parts(.registryValue)),
                    optional("modified_time", .timestamp),
                    optional("creator_user_ref", .reference(TypeSet(.userAccount))),
                    optional("number_of_subkeys", .integer(anyInteger)),
                ]
            )
        case .x509Certificate:
            anyOwn(
                type,
                "6.18",
                [
                    optional("is_self_signed", .boolean), optional("hashes", .hashes(isClosed: true)),
                    optional("version", .text), optional("serial_number", .text),
                    optional("signature_algorithm", .text),
                    optional("issuer", .text), optional("validity_not_before", .timestamp),
                    optional("validity_not_after", .timestamp), optional("subject", .text),
                    optional("subject_public_key_algorithm", .text), optional("subject_public_key_modulus", .text),
                    optional("subject_public_key_exponent", .integer(anyInteger)),
                    optional("x509_v3_extensions", .part(.x509Extensions)),
                ]
            )
        default: nil
        }
    }

    /// A type that needs at least one of its own properties; no extension is predefined for it.
    private static func anyOwn(_ type: ObjectType, _ section: String, _ entries: [PropertyEntry]) -> Schema {
        make(type, section, entries, [.atLeastOne(entries.map(\.name))])
    }

    /// A type that needs at least one of its own properties, or an extension.
    private static func anyOf(_ type: ObjectType, _ section: String, _ entries: [PropertyEntry]) -> Schema {
        make(type, section, entries, [.atLeastOne(entries.map(\.name) + ["extensions"])])
    }
}
