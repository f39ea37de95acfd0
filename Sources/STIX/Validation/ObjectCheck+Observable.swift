import JSON

/// The rules of cyber-observable objects that the tables do not hold (section 6).
extension ObjectCheck {
    mutating func checkObservable(
        _ object: Int,
        _ schema: Schema,
        _ sha1: (@Sendable ([UInt8]) -> [UInt8])?,
        _ value: (String) -> Int?
    ) {
        switch type {
        case .emailMessage: checkEmailMessage(value)
        case .networkTraffic: checkNetworkTraffic(object, value)
        case .windowsRegistryKey: checkRegistryKey(value)
        default: break
        }
        guard container == nil, let type, let id = value("id"), nodes[id].kind == .string,
            let layout = withText(id, { STIXIdentifierLayout($0) })
        else { return }
        checkDeterminism(object, type, id, layout.uuidVersion, sha1, value)
    }

    private mutating func checkEmailMessage(_ value: (String) -> Int?) {
        guard let flag = value("is_multipart"), nodes[flag].kind == .bool else { return }
        if bool(flag), let body = value("body") {
            error(
                .propertyCombination,
                at: body,
                spec: "6.6",
                "`body` must not be present when `is_multipart` is true; write `body_multipart`"
            )
        }
        if !bool(flag), let parts = value("body_multipart") {
            error(
                .propertyCombination,
                at: parts,
                spec: "6.6",
                "`body_multipart` must not be present when `is_multipart` is false; write `body`"
            )
        }
    }

    private mutating func checkNetworkTraffic(_ object: Int, _ value: (String) -> Int?) {
        if let active = value("is_active"), bool(active), let end = value("end") {
            error(.propertyCombination, at: end, spec: "6.12", "`end` must not be present when `is_active` is true")
        }
        guard options.includesWarnings else { return }
        if value("src_port") == nil || value("dst_port") == nil {
            warn(.propertySuggested, at: object, spec: "6.12", "`src_port` and `dst_port` should be present")
        }
        guard let protocols = value("protocols"), nodes[protocols].kind == .array else { return }
        var element = protocols + 1
        while element < Int(nodes[protocols].next) {
            if nodes[element].kind == .string {
                check(element, .protocolName, Schemas.shared[.networkTraffic])
            }
            element = following(element)
        }
    }

    private mutating func checkRegistryKey(_ value: (String) -> Int?) {
        guard let key = value("key"), nodes[key].kind == .string else { return }
        let hive = text(key).split(separator: "\\").first.map { $0.uppercased() } ?? ""
        switch hive {
        case "HKLM", "HKCC", "HKCR", "HKCU", "HKU":
            error(
                .valueFormat,
                at: key,
                spec: "6.17",
                "the hive `\(hive)` must be written in full, such as `HKEY_LOCAL_MACHINE`"
            )
        default: break
        }
    }

    /// Whether the identifier follows from the content (2.9).
    private mutating func checkDeterminism(
        _ object: Int,
        _ type: ObjectType,
        _ id: Int,
        _ version: Int,
        _ sha1: (@Sendable ([UInt8]) -> [UInt8])?,
        _ value: (String) -> Int?
    ) {
        let names = ObservableIdentifier.contributing(type)
        if names.allSatisfy({ value($0) == nil }) {
            guard version != 4 else { return }
            return error(
                .identifierVersion,
                at: id,
                spec: "2.9",
                "without a contributing property the identifier must have a uuid of version 4, not \(version)"
            )
        }
        guard options.includesWarnings else { return }
        guard version == 5 else {
            return warn(
                .identifierVersion,
                at: id,
                spec: "2.9",
                "the identifier of \(type.name) should have a uuid of version 5, not \(version)"
            )
        }
        guard let sha1, let right = try? ObservableIdentifier.identifier(for: document.value(at: object), sha1: sha1)
        else { return }
        guard !document.value(at: id).isString(right.description) else { return }
        warn(
            .identifierMismatch,
            at: id,
            spec: "2.9",
            "the identifier does not follow from the content; by the default rules it would be `\(right)`"
        )
    }
}
