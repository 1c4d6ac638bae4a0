import Testing

@testable import Passwords

@Suite struct PasswordTests {
    static let light = PasswordCost(memory: 64, passes: 1, lanes: 1)

    /// A vector of the reference implementation: our call and our reading are Argon2id as everybody knows it.
    @Test func aHashOfTheReferenceImplementationIsUnderstood() throws {
        let hash = try #require(PasswordHash("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"))
        #expect(hash.cost == PasswordCost(memory: 65_536, passes: 2, lanes: 1))
        #expect(try hash.matches("password"))
        #expect(try !hash.matches("Password"))
    }

    @Test func aPasswordMatchesItsOwnHashAndNoOther() throws {
        let hash = try PasswordHash(of: "汉字与 letters 混合", cost: Self.light)
        #expect(hash.text.hasPrefix("$argon2id$v=19$m=64,t=1,p=1$"))
        let read = try #require(PasswordHash(hash.text))
        #expect(read == hash)
        #expect(try read.matches("汉字与 letters 混合"))
        for wrong in ["", "汉字与 letters 混合 ", "汉字与 LETTERS 混合"] { #expect(try !read.matches(wrong)) }
    }

    @Test func twoHashesOfOnePasswordShareNoSalt() throws {
        let texts = try (0..<50).map { _ in try PasswordHash(of: "the same one", cost: Self.light).text }
        #expect(Set(texts.map { $0.split(separator: "$")[3] }).count == 50)
    }

    @Test(arguments: [("ｐａｓｓｗｏｒｄ１２３４", "password1234"), ("e\u{301}tude", "\u{E9}tude")])
    func whatAnotherKeyboardMakesOfItIsTheSamePassword(_ typed: String, _ set: String) throws {
        #expect(try PasswordHash(of: set, cost: Self.light).matches(typed))
    }

    @Test(arguments: [
        "", "password", "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHRzYWx0$c29tZXNhbHRzYWx0c29tZXNhbHQ",
        "$argon2id$v=16$m=64,t=1,p=1$c29tZXNhbHRzYWx0$AAAA",
        "$argon2id$v=19$m=99999999999,t=1,p=1$c29tZXNhbHRzYWx0$c29tZXNhbHRzYWx0c29tZXNhbHQ",
    ])
    func anythingElseIsNoHash(_ text: String) {
        #expect(PasswordHash(text) == nil)
    }

    @Test func theShippedCostIsTheSecondOptionOfTheStandard() {
        #expect(PasswordCost.recommended == PasswordCost(memory: 64 * 1024, passes: 3, lanes: 4))
    }

    @Test func aHashThatCostsLessThanTodaysIsOutdated() throws {
        let hashing = PasswordHashing(cost: PasswordCost(memory: 128, passes: 2, lanes: 1))
        for (memory, passes, outdated) in [(64, 2, true), (128, 1, true), (128, 2, false), (256, 3, false)] as [(UInt32, UInt32, Bool)] {
            let hash = try PasswordHash(of: "x", cost: PasswordCost(memory: memory, passes: passes, lanes: 1))
            #expect(hashing.isOutdated(hash) == outdated, "\(memory) \(passes)")
        }
    }

    @Test func withoutAHashTheSameWorkIsDoneAndTheAnswerIsNo() async throws {
        let cost = PasswordCost(memory: 256, passes: 2, lanes: 2)
        let nobody = PasswordHash.ofNobody(cost)
        #expect(PasswordHash(nobody.text) == nobody && nobody.cost == cost)
        // Reaches the comparison: a text that the library cannot read would end at once.
        #expect(try !nobody.matches("anything"))
        #expect(try await !PasswordHashing(cost: cost).check("anything", against: nil))
    }

    @Test func onlySoManyAreLookedAtAndWaitForIt() async throws {
        let hashing = PasswordHashing(cost: PasswordCost(memory: 4096, passes: 3, lanes: 1), atOnce: 1, mostWaiting: 2)
        let outcomes = await withTaskGroup(of: Bool?.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    do {
                        _ = try await hashing.hash("one of many")
                        return true
                    } catch PasswordFault.busy {
                        return false
                    } catch {
                        return nil
                    }
                }
            }
            return await group.reduce(into: [Bool?]()) { $0.append($1) }
        }
        #expect(!outcomes.contains(nil))
        let done = outcomes.count { $0 == true }
        #expect(done >= 3 && done < 40, "\(done)")
        // Whoever was turned away took no turn from anybody.
        #expect(try await hashing.check("one of many", against: try await hashing.hash("one of many")))
    }
}
