/// The objects that stand inside others: data types of section 2, parts and extensions of section 6.
extension Schemas {
    static func part(_ part: Part) -> Schema {
        switch part {
        case .killChainPhase:
            inner("kill chain phase", "2.11", [required("kill_chain_name", .text), required("phase_name", .text)])
        case .externalReference:
            inner(
                "external reference",
                "2.5",
                [
                    required("source_name", .text), optional("description", .text), optional("url", .url),
                    optional("hashes", .hashes(isClosed: true)), optional("external_id", .text),
                ],
                [.atLeastOne(["description", "url", "external_id"])]
            )
        case .emailMIMEPart:
            inner(
                "email mime part",
                "6.6.2",
                [
                    optional("body", .text), optional("body_raw_ref", .reference(TypeSet(.artifact, .file))),
                    optional("content_type", .text), optional("content_disposition", .text),
                ],
                [.exactlyOne(["body", "body_raw_ref"])]
            )
        case .registryValue:
            anyOf(
                "windows registry value",
                "6.17.2",
                [
                    optional("name", .text), optional("data", .text), optional("data_type", .term(.registryDatatype)),
                ]
            )
        case .x509Extensions:
            anyOf(
                "x.509 v3 extensions",
                "6.18.2",
                [
                    "basic_constraints", "name_constraints", "policy_constraints", "key_usage", "extended_key_usage",
                    "subject_key_identifier", "authority_key_identifier", "subject_alternative_name",
                    "issuer_alternative_name", "subject_directory_attributes", "crl_distribution_points",
                    "inhibit_any_policy", "certificate_policies", "policy_mappings",
                ].map { optional($0, .text) } + [
                    optional("private_key_usage_period_not_before", .timestamp),
                    optional("private_key_usage_period_not_after", .timestamp),
                ]
            )
        case .ententeTranslation: translation
        default: extensionPart(part)
        }
    }

    static func inner(
        _ name: String,
        _ section: String,
        _ entries: [PropertyEntry],
        _ rules: [RuleEntry] = []
    ) -> Schema {
        Schema(name, section: section, .part, entries, rules: rules)
    }

    private static func anyOf(_ name: String, _ section: String, _ entries: [PropertyEntry]) -> Schema {
        inner(name, section, entries, [.atLeastOne(entries.map(\.name))])
    }

    private static func extensionPart(_ part: Part) -> Schema {
        switch part {
        case .archiveExtension:
            inner(
                "archive-ext",
                "6.7.2",
                [
                    required("contains_refs", .references(TypeSet(.file, .directory))), optional("comment", .text),
                ]
            )
        case .ntfsExtension:
            anyOf(
                "ntfs-ext",
                "6.7.3",
                [
                    optional("sid", .text), optional("alternate_data_streams", .parts(.alternateDataStream)),
                ]
            )
        case .alternateDataStream:
            inner(
                "alternate data stream",
                "6.7.3",
                [
                    required("name", .text), optional("hashes", .hashes(isClosed: true)),
                    optional("size", .integer(natural)),
                ]
            )
        case .pdfExtension:
            anyOf(
                "pdf-ext",
                "6.7.4",
                [
                    optional("version", .text), optional("is_optimized", .boolean),
                    optional("document_info_dict", .dictionary(.pdfInfo)), optional("pdfid0", .text),
                    optional("pdfid1", .text),
                ]
            )
        case .rasterImageExtension:
            anyOf(
                "raster-image-ext",
                "6.7.5",
                [
                    optional("image_height", .integer(anyInteger)), optional("image_width", .integer(anyInteger)),
                    optional("bits_per_pixel", .integer(anyInteger)), optional("exif_tags", .dictionary(.exif)),
                ]
            )
        case .windowsPEBinaryExtension:
            inner(
                "windows-pebinary-ext",
                "6.7.6",
                [
                    required("pe_type", .term(.windowsPEBinaryType)), optional("imphash", .text),
                    optional("machine_hex", .hex), optional("number_of_sections", .integer(natural)),
                    optional("time_date_stamp", .wholeSeconds), optional("pointer_to_symbol_table_hex", .hex),
                    optional("number_of_symbols", .integer(natural)),
                    optional("size_of_optional_header", .integer(natural)), optional("characteristics_hex", .hex),
                    optional("file_header_hashes", .hashes(isClosed: true)),
                    optional("optional_header", .part(.peOptionalHeader)), optional("sections", .parts(.peSection)),
                ]
            )
        case .peSection:
            inner(
                "windows pe section",
                "6.7.6",
                [
                    required("name", .text), optional("size", .integer(natural)),
                    optional("entropy", .float(-Double.infinity...Double.infinity)),
                    optional("hashes", .hashes(isClosed: true)),
                ]
            )
        case .peOptionalHeader: peOptionalHeader
        case .httpRequestExtension:
            inner(
                "http-request-ext",
                "6.12.2",
                [
                    required("request_method", .text), required("request_value", .text),
                    optional("request_version", .text),
                    optional("request_header", .dictionary(.textLists)),
                    optional("message_body_length", .integer(anyInteger)),
                    optional("message_body_data_ref", .reference(TypeSet(.artifact))),
                ]
            )
        case .icmpExtension:
            inner("icmp-ext", "6.12.3", [required("icmp_type_hex", .hex), required("icmp_code_hex", .hex)])
        case .socketExtension:
            inner(
                "socket-ext",
                "6.12.4",
                [
                    required("address_family", .term(.socketAddressFamily)), optional("is_blocking", .boolean),
                    optional("is_listening", .boolean), optional("options", .dictionary(.socketOptions)),
                    optional("socket_type", .term(.socketType)), optional("socket_descriptor", .integer(natural)),
                    optional("socket_handle", .integer(anyInteger)),
                ]
            )
        case .tcpExtension:
            anyOf("tcp-ext", "6.12.5", [optional("src_flags_hex", .hex), optional("dst_flags_hex", .hex)])
        default: accountOrProcessPart(part)
        }
    }

    private static func accountOrProcessPart(_ part: Part) -> Schema {
        switch part {
        case .windowsProcessExtension:
            anyOf(
                "windows-process-ext",
                "6.13.2",
                [
                    optional("aslr_enabled", .boolean), optional("dep_enabled", .boolean),
                    optional("priority", .form(.priority)), optional("owner_sid", .text),
                    optional("window_title", .text), optional("windows_title", .text),
                    optional("startup_info", .dictionary(.startupInfo)),
                    optional("integrity_level", .term(.windowsIntegrityLevel)),
                ]
            )
        case .windowsServiceExtension:
            anyOf(
                "windows-service-ext",
                "6.13.3",
                [
                    optional("service_name", .text), optional("descriptions", .texts),
                    optional("display_name", .text),
                    optional("group_name", .text), optional("start_type", .term(.windowsServiceStart)),
                    optional("service_dll_refs", .references(TypeSet(.file))),
                    optional("service_type", .term(.windowsServiceType)),
                    optional("service_status", .term(.windowsServiceStatus)),
                ]
            )
        default:
            anyOf(
                "unix-account-ext",
                "6.16.2",
                [
                    optional("gid", .integer(anyInteger)), optional("groups", .texts), optional("home_dir", .text),
                    optional("shell", .text),
                ]
            )
        }
    }

    private static var peOptionalHeader: Schema {
        let sizes = [
            "size_of_code", "size_of_initialized_data", "size_of_uninitialized_data", "size_of_image",
            "size_of_headers", "size_of_stack_reserve", "size_of_stack_commit", "size_of_heap_reserve",
            "size_of_heap_commit",
        ]
        let integers = [
            "major_linker_version", "minor_linker_version", "address_of_entry_point", "base_of_code", "base_of_data",
            "image_base", "section_alignment", "file_alignment", "major_os_version", "minor_os_version",
            "major_image_version", "minor_image_version", "major_subsystem_version", "minor_subsystem_version",
            "number_of_rva_and_sizes",
        ]
        let hexes = [
            "magic_hex", "win32_version_value_hex", "checksum_hex", "subsystem_hex", "dll_characteristics_hex",
            "loader_flags_hex",
        ]
        return anyOf(
            "windows pe optional header",
            "6.7.6",
            sizes.map { optional($0, .integer(natural)) } + integers.map { optional($0, .integer(anyInteger)) }
                + hexes.map { optional($0, .hex) } + [optional("hashes", .hashes(isClosed: true))]
        )
    }

    /// The predefined extension with this key, if it belongs to the type (3.10), or our own (7.3).
    static func predefined(_ key: Span<UInt8>, for type: ObjectType?) -> Part? {
        let text = String(decoding: (0..<key.count).map { key[$0] }, as: UTF8.self)
        return switch (type, text) {
        case (.file, "archive-ext"): .archiveExtension
        case (.file, "ntfs-ext"): .ntfsExtension
        case (.file, "pdf-ext"): .pdfExtension
        case (.file, "raster-image-ext"): .rasterImageExtension
        case (.file, "windows-pebinary-ext"): .windowsPEBinaryExtension
        case (.networkTraffic, "http-request-ext"): .httpRequestExtension
        case (.networkTraffic, "icmp-ext"): .icmpExtension
        case (.networkTraffic, "socket-ext"): .socketExtension
        case (.networkTraffic, "tcp-ext"): .tcpExtension
        case (.process, "windows-process-ext"): .windowsProcessExtension
        case (.process, "windows-service-ext"): .windowsServiceExtension
        case (.userAccount, "unix-account-ext"): .unixAccountExtension
        case (.languageContent, TranslationRecord.definition): .ententeTranslation
        default: nil
        }
    }
}
