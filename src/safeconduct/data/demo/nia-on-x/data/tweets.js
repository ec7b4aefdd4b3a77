window.YTD.tweets.part0 = [
  {
    "tweet": {
      "id": "7001",
      "id_str": "7001",
      "created_at": "Sat Sep 12 09:14:00 +0000 2020",
      "full_text": "New term, new pencils. I never get tired of the smell.",
      "lang": "en",
      "favorite_count": "2",
      "retweet_count": "0",
      "retweeted": false,
      "entities": {
        "urls": [],
        "user_mentions": [],
        "hashtags": []
      }
    }
  },
  {
    "tweet": {
      "id": "7002",
      "id_str": "7002",
      "created_at": "Tue Nov 17 10:32:41 +0000 2020",
      "full_text": "Jayden Okafor in Year 9 was excluded today for fighting, his mum was in tears in my office",
      "lang": "en",
      "favorite_count": "2",
      "retweet_count": "0",
      "retweeted": false,
      "entities": {
        "urls": [],
        "user_mentions": [],
        "hashtags": []
      }
    }
  },
  {
    "tweet": {
      "id": "7003",
      "id_str": "7003",
      "created_at": "Sun May 16 18:03:10 +0000 2021",
      "full_text": "Herons on the canal again. Best hour of the week.",
      "lang": "en",
      "favorite_count": "2",
      "retweet_count": "0",
      "retweeted": false,
      "entities": {
        "urls": [],
        "user_mentions": [],
        "hashtags": []
      }
    }
  },
  {
    "tweet": {
      "id": "7004",
      "id_str": "7004",
      "created_at": "Thu Jun 10 12:48:09 +0000 2021",
      "full_text": "Year 11s, last minute physics questions? Text me on 07700 900123 tonight.",
      "lang": "en",
      "favorite_count": "2",
      "retweet_count": "0",
      "retweeted": false,
      "entities": {
        "urls": [],
        "user_mentions": [],
        "hashtags": []
      }
    }
  },
  {
    "tweet": {
      "id": "7005",
      "id_str": "7005",
      "created_at": "Fri Jul 16 20:20:20 +0000 2021",
      "full_text": "RT @gradgrind_97: Every parent at that school is a waste of space and the head is a crook",
      "lang": "en",
      "favorite_count": "2",
      "retweet_count": "0",
      "retweeted": false,
      "entities": {
        "urls": [],
        "user_mentions": [],
        "hashtags": []
      }
    }
  },
  {
    "tweet": {
      "id": "7006",
      "id_str": "7006",
      "created_at": "Sat Feb 12 11:00:00 +0000 2022",
      "full_text": "Voted yes in the strike ballot. Fair pay for teachers &amp; support staff!",
      "lang": "en",
      "favorite_count": "2",
      "retweet_count": "0",
      "retweeted": false,
      "entities": {
        "urls": [],
        "user_mentions": [],
        "hashtags": []
      }
    }
  },
  {
    "tweet": {
      "id": "7007",
      "id_str": "7007",
      "created_at": "Wed Mar 15 21:41:00 +0000 2023",
      "full_text": "Parents' evening: half of them are thick as mince and it shows in their kids",
      "lang": "en",
      "favorite_count": "2",
      "retweet_count": "0",
      "retweeted": false,
      "entities": {
        "urls": [],
        "user_mentions": [],
        "hashtags": []
      }
    }
  },
  {
    "tweet": {
      "id": "7008",
      "id_str": "7008",
      "created_at": "Sun Oct 01 17:15:00 +0000 2023",
      "full_text": "@canal_club Count me in for Saturday, I'll bring the soup.",
      "lang": "en",
      "favorite_count": "2",
      "retweet_count": "0",
      "retweeted": false,
      "entities": {
        "urls": [],
        "user_mentions": [],
        "hashtags": []
      },
      "in_reply_to_status_id_str": "6998",
      "in_reply_to_user_id_str": "55",
      "in_reply_to_screen_name": "canal_club"
    }
  }
]
