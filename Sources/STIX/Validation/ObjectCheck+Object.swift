import JSON

/// The walk over an object's members.
extension ObjectCheck {
    /// Checks a whole object: the value must be one, with a usable type.
    mutating func checkObject(_ object: Int, sha1: (@Sendable ([UInt8]) -> [UInt8])?) {
        self.sha1 = sha1
        guard nodes[object].kind == .object else {
            return error(
                .notAnObject,
                at: object,
                spec: "3.2",
                "a stix object is a json object, this is \(kindWords(object))"
            )
        }
        guard let typeValue = member(object, KnownName.type) else {
            return error(.propertyMissing, at: object, spec: "3.2", "the property `type` is missing")
        }
        guard nodes[typeValue].kind == .string else {
            return error(
                .propertyType,
                at: typeValue,
                spec: "3.2",
                "`type` must be a string, not \(kindWords(typeValue))"
            )
        }
        self.typeValue = typeValue
        let number = withText(typeValue) { types.number(of: $0) }
        type = number.flatMap { ObjectType(rawValue: $0) }
        own = number.flatMap { $0 < ObjectType.allCases.count ? nil : $0 - ObjectType.allCases.count }
        if let extensions = member(object, KnownName.extensions) {
            readDeclarations(extensions)
        }
        if let place = own, place >= types.own.count, !isMeant(types.all[place], object) { own = nil }
        let schema = schema(typeValue)
        var places = Places(repeating: 0)
        let present = checkMembers(object, schema, &places)
        if type == nil, own == nil {
            checkCustomType(typeValue)
        }
        checkTypeRules(object, schema, present, places, sha1)
    }

    /// Whether an object is of a type of others: it names the extension definition of that.
    private func isMeant(_ type: TypeSchema, _ object: Int) -> Bool {
        member(object, KnownName.extensions).flatMap { member($0, type.definition) } != nil
    }

    private func schema(_ typeValue: Int) -> Schema {
        if let type { return Schemas.shared[type] }
        if let own { return types.schema(own: own) }
        return declares.isNewObservable || container != nil
            ? Schemas.shared.customObservable : Schemas.shared.customObject
    }

    private mutating func checkCustomType(_ value: Int) {
        let isName = withText(value) { STIXName.isTypeName($0, 0..<$0.count) }
        if !isName {
            error(
                .typeName,
                at: value,
                spec: "3.1",
                "the type name `\(text(value))` must be 3 to 250 lowercase letters, digits and single hyphens, and start with a letter"
            )
        } else if isText(value, "action") {
            error(.typeName, at: value, spec: "3.8", "the type name `action` is reserved")
        } else if !declares.hasNewObject {
            warn(
                .typeCustom,
                at: value,
                spec: "11.2",
                "the type `\(text(value))` is not defined; declare it with an extension of type `new-sdo`, `new-sco` or `new-sro`"
            )
        }
    }

    /// Checks the members of an object by a schema, then the schema's rules.
    /// - Returns: a bit for each property of the schema that is present.
    mutating func checkMembers(_ object: Int, _ schema: Schema, _ places: inout Places) -> UInt64 {
        var present: UInt64 = 0
        var name = object + 1
        let end = Int(nodes[object].next)
        var customCount = 0
        var firstCustom = 0
        while name < end {
            let value = name + 1
            if let place = place(of: name, in: schema) {
                present |= 1 << UInt64(place)
                places[place] = Int32(truncatingIfNeeded: value)
                let isCommon = place < schema.commonCount
                let before = isOfOthers
                isOfOthers = before || schema.isOfOthers && !isCommon
                let view = isCommon ? schema.commonView : nil
                check(value, schema.properties[place].type, name: name, schema: view ?? schema)
                isOfOthers = before
            } else {
                checkUnknown(name, value)
                if customCount == 0 {
                    firstCustom = name
                }
                customCount += 1
            }
            name = following(value)
        }
        if customCount > 0 {
            reportCustom(object, schema, first: firstCustom)
        }
        if present & schema.requiredMask != schema.requiredMask {
            reportMissing(object, schema, schema.requiredMask & ~present)
        }
        let before = isOfOthers
        for index in schema.rules.indices {
            // The last is that of all types: not modified before it was created.
            isOfOthers = before || schema.isOfOthers && index < schema.rules.count - 1
            check(schema.rules[index], object, schema, present, places)
        }
        isOfOthers = before
        return present
    }

    @inline(__always)
    private func place(of name: Int, in schema: Schema) -> Int? {
        let node = nodes[name]
        if node.flag {
            return withText(name) { schema.place(of: $0, hash: JSONNode.hash(of: $0)) }
        }
        let start = Int(node.offset)
        return schema.place(of: bytes.span.extracting(start..<start + Int(node.length)), hash: node.hash)
    }

    private mutating func reportMissing(_ object: Int, _ schema: Schema, _ missing: UInt64) {
        for place in schema.properties.indices where missing & 1 << UInt64(place) != 0 {
            let name = schema.name(at: place)
            if container != nil, name == "id" { continue }
            let spec = Schemas.shared.customObject.place(name) != nil ? "3.2" : schema.section
            let before = isOfOthers
            isOfOthers = before || schema.isOfOthers && place >= schema.commonCount
            error(.propertyMissing, at: object, spec: spec, "the property `\(name)` is missing")
            isOfOthers = before
        }
    }

    /// A member that the tables do not know: its name, and what any value must keep to.
    mutating func checkUnknown(_ name: Int, _ value: Int) {
        let isName = withText(name) { STIXName.isPropertyName($0) }
        if !isName {
            error(
                .propertyName,
                at: value,
                spec: "3.1",
                "the property name `\(text(name))` must be 3 to 250 lowercase letters, digits and underscores, and start with a letter"
            )
        }
        let length = Int(nodes[name].length)
        if length == 6 || (length >= 8 && length <= 13) {
            if isText(name, "severity") || isText(name, "username") || isText(name, "phone_number")
                || isText(name, "action")
            {
                error(.propertyReserved, at: value, spec: "3.8", "the property name `\(text(name))` is reserved")
            }
        }
        if hasSuffix(name, "_hex") {
            checkHex(value)
        } else if hasSuffix(name, "_bin") {
            checkBinary(value)
        }
        checkContent(value)
    }

    func hasSuffix(_ name: Int, _ suffix: String) -> Bool {
        let literal = suffix.utf8Span.span
        return withText(name) { text in
            text.count > literal.count
                && STIXName.isEqual(text.extracting(text.count - literal.count..<text.count), literal)
        }
    }

    /// What holds for content of any kind: no null, no empty list, no empty dictionary (2.3, 2.12).
    ///
    /// Deeper inside, where no table says what the content is, these are warnings.
    mutating func checkContent(_ value: Int) {
        let end = following(value)
        var index = value
        while index < end {
            switch nodes[index].kind {
            case .null: poor(index, value, .propertyType, "2.3", "`null` is no value; leave the property out")
            case .array where nodes[index].length == 0:
                poor(index, value, .valueEmpty, "2.12", "an empty list is not allowed; leave the property out")
            case .object where nodes[index].length == 0:
                poor(index, value, .valueEmpty, "2.3", "an empty dictionary is not allowed; leave the property out")
            default: break
            }
            index += 1
        }
    }

    private mutating func poor(_ index: Int, _ top: Int, _ code: FindingCode, _ spec: String, _ message: String) {
        if index == top {
            error(code, at: index, spec: spec, message)
        } else {
            warn(code, at: index, spec: spec, message)
        }
    }

    private mutating func reportCustom(_ object: Int, _ schema: Schema, first: Int) {
        guard options.includesWarnings, !declares.hasTopLevelProperties, schema.objectClass != .bundle else { return }
        if schema.objectClass != .part, type == nil { return }
        var message = "not defined for \(schema.name): "
        var count = 0
        var name = first
        let end = Int(nodes[object].next)
        while name < end {
            if place(of: name, in: schema) == nil {
                count += 1
                if count <= 8 {
                    message += count > 1 ? ", `" : "`"
                    message += text(name)
                    message += "`"
                }
            }
            name = following(name + 1)
        }
        if count > 8 {
            message += " and \(count - 8) more"
        }
        message += "; declare an extension of type `property-extension` instead"
        warn(.propertyCustom, at: first, spec: "11.1", message)
    }

    func kindWords(_ index: Int) -> String {
        switch nodes[index].kind {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
