internal import Agreements
internal import Labels

extension Judge {
    /// The third-party rule over the whole origin chain (R06, R24, R25, R26) and originator control (R22).
    mutating func judgeOrigins() {
        if let name = question.handedInBy { refuse(.originHandedIn, value: name) }
        var isForeign = false
        for origin in question.shared.marking.origins { judge(origin, &isForeign) }
        for origin in question.origins where !question.shared.marking.origins.contains(origin) {
            judge(origin, &isForeign)
        }
        if !isForeign {
            permit(.originOwn, party: question.from)
            if question.shared.marking.isOriginatorControlled { permit(.originatorControlled, party: question.from) }
        }
    }

    private mutating func judge(_ origin: Int, _ isForeign: inout Bool) {
        guard origin != question.from else { return }
        isForeign = true
        if origin == question.to {
            permit(.originIsRecipient, party: origin)
            return
        }
        let shared = question.shared
        let isClear =
            shared.marking.tlp == .clear && shared.marking.levels.isEmpty && shared.marking.unclassified.isEmpty
        let isEquipment = shared.marking.subjects.contains("equipment")
        if isClear, !shared.marking.isOriginatorControlled, !isEquipment {
            permit(.originMarkedClear, party: origin, value: TLPLevel.clear.label)
            return
        }
        for relay in tables.relays where relay.through == question.from {
            let isMeant =
                relay.from == origin && relay.to == question.to || relay.to == origin && relay.from == question.to
            guard isMeant else { continue }
            note(
                .relay,
                .permits,
                agreement: relay.agreement,
                article: relay.rule,
                party: origin
            )
        }
        judgeConsent(of: origin, isEquipment: isEquipment)
    }

    /// An explicit no wins over every yes; else one consent that holds is enough; else what is wrong with the last.
    private mutating func judgeConsent(of origin: Int, isEquipment: Bool) {
        var fault: (code: GroundCode, consent: Consent)?
        var valid: Consent?
        for consent in question.consents
        where consent.originator == origin && consent.recipient == question.to && consent.item == question.item {
            if let code = holds(consent) {
                if fault?.code != .consentRefused { fault = (code, consent) }
            } else {
                valid = consent
            }
        }
        if let fault, fault.code == .consentRefused {
            refuse(.consentRefused, party: origin, value: fault.consent.reference)
        } else if let valid {
            permit(.consentGiven, party: origin, value: valid.reference)
        } else if let fault {
            note(
                fault.code,
                .refers,
                party: origin,
                value: fault.consent.reference,
                day: fault.code == .consentNotYet ? fault.consent.from.number : fault.consent.until.number
            )
        } else {
            refer(isEquipment ? .equipmentConsentMissing : .consentMissing, party: origin)
        }
    }

    /// Why a consent does not cover this question; nil if it does.
    ///
    /// A day is a day in the zone of the agreement that grants; where none is in force between the two parties, in the
    /// zone of the party that consents (`RULES.md` 11).
    func holds(_ consent: Consent) -> GroundCode? {
        let today = day ?? tables.day(of: consent.originator)
        guard consent.recipient == question.to, consent.item == question.item else { return .consentMissing }
        if !consent.isGranted {
            return consent.from <= today && today <= consent.until ? .consentRefused : .consentOver
        }
        if !consent.isWritten { return .consentNotWritten }
        if today < consent.from { return .consentNotYet }
        if consent.until < today { return .consentOver }
        if let purpose = consent.purpose, purpose != question.purpose { return .consentOtherPurpose }
        return nil
    }
}
