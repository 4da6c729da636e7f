package io.postroom.staffweb.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimRolesTest {
    @Test
    void a_list_or_one_text_gives_roles_by_service() {
        // Given
        Object list = List.of("student-finance:sender", "student-finance:viewer", "*:administrator");

        // When
        Map<String, Set<Role>> roles = ClaimRoles.of(list);

        // Then
        assertThat(roles).isEqualTo(Map.of("student-finance", Set.of(Role.SENDER, Role.VIEWER), "*",
                Set.of(Role.ADMINISTRATOR)));
        assertThat(ClaimRoles.of("student-finance:sender student-finance:viewer *:administrator")).isEqualTo(roles);
    }

    @Test
    void what_is_not_understood_gives_no_role() {
        // When
        Map<String, Set<Role>> roles = ClaimRoles.of(List.of("sender", ":sender", "a:king", "a:SENDER", 7, ""));

        // Then
        assertThat(roles).isEmpty();
        assertThat(ClaimRoles.of(null)).isEmpty();
        assertThat(ClaimRoles.of(Map.of("a", "sender"))).isEmpty();
    }
}
