internal import CFIDO2

/// A public key credential as a node keeps it (WebAuthn Level 2, section 4).
public struct Passkey: Sendable, Equatable {
    /// The authenticator's own name for it.
    public let id: [UInt8]
    /// The COSE number of its signature algorithm.
    public let algorithm: Int
    /// The public key, in the form that libfido2 gives for the algorithm.
    public let key: [UInt8]
    /// How often it has signed; 0 for authenticators that do not count.
    public let counter: UInt32

    /// A credential that was kept.
    /// - Parameters:
    ///   - id: the authenticator's name for it.
    ///   - algorithm: the COSE number of its signature algorithm.
    ///   - key: the public key.
    ///   - counter: how often it had signed.
    public init(id: [UInt8], algorithm: Int, key: [UInt8], counter: UInt32) {
        (self.id, self.algorithm, self.key, self.counter) = (id, algorithm, key, counter)
    }

    /// ES256, EdDSA and RS256, the best first.
    public static let algorithms = [Int(COSE_EDDSA), Int(COSE_ES256), Int(COSE_RS256)]

    private static let userPresent: UInt8 = 1
    private static let userVerified: UInt8 = 4

    /// The credential that an authenticator has just made (WebAuthn Level 2, 7.1, steps 13 to 21).
    ///
    /// No attestation is asked for: which make of authenticator a person uses is the installation's own rule.
    /// - Parameters:
    ///   - data: the authenticator data.
    ///   - algorithm: the COSE number of the algorithm that the browser names.
    ///   - host: the host name that the credential is for.
    /// - Returns: the credential; nil if the data is not of that host, not of a verified person, or not well-formed.
    public static func made(_ data: [UInt8], algorithm: Int, host: String) -> Passkey? {
        guard algorithms.contains(algorithm), let flags = flags(of: data, host: host),
            flags & userPresent != 0, flags & userVerified != 0
        else { return nil }
        var credential = unsafe fido_cred_new()
        guard let made = unsafe credential else { return nil }
        defer { unsafe fido_cred_free(&credential) }
        guard unsafe fido_cred_set_type(made, Int32(algorithm)) == FIDO_OK,
            unsafe fido_cred_set_authdata_raw(made, data, data.count) == FIDO_OK,
            let id = unsafe fido_cred_id_ptr(made), let key = unsafe fido_cred_pubkey_ptr(made)
        else { return nil }
        return unsafe Passkey(
            id: [UInt8](UnsafeBufferPointer(start: id, count: fido_cred_id_len(made))),
            algorithm: algorithm,
            key: [UInt8](UnsafeBufferPointer(start: key, count: fido_cred_pubkey_len(made))),
            counter: fido_cred_sigcount(made)
        )
    }

    /// Verifies that the credential has signed a sign-in (WebAuthn Level 2, 7.2, steps 13 to 21).
    /// - Parameters:
    ///   - data: the authenticator data.
    ///   - signature: the signature.
    ///   - clientHash: SHA-256 of the client data.
    ///   - host: the host name that the sign-in is for.
    /// - Returns: how often it has signed by now; nil if the signature does not hold, the person was not verified, or the
    ///   count went back, as that of a copy would.
    public func counter(of data: [UInt8], signature: [UInt8], clientHash: [UInt8], host: String) -> UInt32? {
        var assertion = unsafe fido_assert_new()
        guard let made = unsafe assertion else { return nil }
        defer { unsafe fido_assert_free(&assertion) }
        guard unsafe fido_assert_set_rp(made, host) == FIDO_OK,
            unsafe fido_assert_set_clientdata_hash(made, clientHash, clientHash.count) == FIDO_OK,
            unsafe fido_assert_set_count(made, 1) == FIDO_OK,
            unsafe fido_assert_set_authdata_raw(made, 0, data, data.count) == FIDO_OK,
            unsafe fido_assert_set_sig(made, 0, signature, signature.count) == FIDO_OK,
            unsafe fido_assert_set_up(made, FIDO_OPT_TRUE) == FIDO_OK,
            unsafe fido_assert_set_uv(made, FIDO_OPT_TRUE) == FIDO_OK, unsafe isSigned(made)
        else { return nil }
        let count = unsafe fido_assert_sigcount(made, 0)
        return count > counter || count == 0 && counter == 0 ? count : nil
    }

    private func isSigned(_ assertion: OpaquePointer) -> Bool {
        switch Int32(truncatingIfNeeded: algorithm) {
        case COSE_ES256:
            var key = unsafe es256_pk_new()
            defer { unsafe es256_pk_free(&key) }
            return unsafe es256_pk_from_ptr(key, self.key, self.key.count) == FIDO_OK
                && fido_assert_verify(assertion, 0, COSE_ES256, UnsafeRawPointer(key)) == FIDO_OK
        case COSE_EDDSA:
            var key = unsafe eddsa_pk_new()
            defer { unsafe eddsa_pk_free(&key) }
            return unsafe eddsa_pk_from_ptr(key, self.key, self.key.count) == FIDO_OK
                && fido_assert_verify(assertion, 0, COSE_EDDSA, UnsafeRawPointer(key)) == FIDO_OK
        case COSE_RS256:
            var key = unsafe rs256_pk_new()
            defer { unsafe rs256_pk_free(&key) }
            return unsafe rs256_pk_from_ptr(key, self.key, self.key.count) == FIDO_OK
                && fido_assert_verify(assertion, 0, COSE_RS256, UnsafeRawPointer(key)) == FIDO_OK
        default: return false
        }
    }

    /// The flags of authenticator data (WebAuthn Level 2, 6.1); nil if it is of another host.
    private static func flags(of data: [UInt8], host: String) -> UInt8? {
        guard data.count > 37, Encoding.isEqual(Array(data.prefix(32)), SHA256.digest(of: Array(host.utf8))) else {
            return nil
        }
        return data[32]
    }
}
